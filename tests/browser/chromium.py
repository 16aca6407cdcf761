"""The browser of the tests: the system's own Chromium, driven by Playwright, which downloads nothing."""

import os
import shutil
import subprocess
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome")
# What Playwright switches off (ours takes the place of its list), and the last two: a page of Chromium's own, made anew
# for the suggestions of each window's address bar, which nobody sees and which costs more than the window itself.
SWITCHED_OFF = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
]
# It looks at our own pages only: no sandbox (root in CI needs that), and no calls home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(SWITCHED_OFF)}",
]
MISSING = "There is no Chromium here; on Debian `apt-get install chromium` brings it."


@cache
def find_chromium() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def browser_version() -> str:
    """For the head of a test run."""
    if not (path := find_chromium()):
        return "no browser, so what needs one is skipped" if not os.environ.get("CI") else "no browser"
    done = subprocess.run([path, "--version"], capture_output=True, text=True)
    return done.stdout.strip() or f"{path}, of no known version"

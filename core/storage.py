"""Files that are kept for people, in whatever storage the settings name."""

from django.core.files.storage import default_storage


def delete_folder(folder: str) -> int:
    """Delete a folder with all that is in it; how many files there were. One that is not there is empty."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return 0
    count = len(files) + sum(delete_folder(f"{folder}/{name}") for name in folders)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)
    return count

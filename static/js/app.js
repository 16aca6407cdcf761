// Shared by every page: toasts, and the current part of the navigation kept in view on narrow screens.

export function toast(sentence) {
  const place = document.getElementById("toast");
  place.textContent = sentence;
  place.hidden = false;
  clearTimeout(place.timer);
  place.timer = setTimeout(() => { place.hidden = true; }, 3500);
}

const current = document.querySelector(".phases [aria-current]");
const navigation = current?.closest(".phases");
if (navigation && navigation.scrollWidth > navigation.clientWidth) navigation.scrollLeft = current.offsetLeft - 24;

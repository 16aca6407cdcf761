// A colour to pick, in step with the field that holds it in words.
for (const picker of document.querySelectorAll("[data-colour]")) {
  const field = document.getElementById(picker.dataset.colour);
  const follow = () => {
    const typed = field.value.trim();
    picker.value = /^#[0-9a-f]{6}$/i.test(typed) ? typed : picker.dataset.default;
  };
  field.addEventListener("input", follow);
  picker.addEventListener("input", () => { field.value = picker.value.toUpperCase(); });
  follow();
  picker.previousElementSibling.remove(); // the swatch: the picker is one itself
  picker.hidden = false;
}

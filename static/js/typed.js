// Whether a field holds something else than the server sent. Scripts that save while one types ask it once when they start:
// on a slow connection people type before the script is there.

export function isTyped(field) {
  if (/checkbox|radio/.test(field.type)) return field.checked !== field.defaultChecked;
  return "defaultValue" in field && field.value !== field.defaultValue;
}

export const isTouched = (form) => [...form.elements].some(isTyped);

// Where one begins, the time zone is that of the browser; where a list proposes zones, only one of these.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
for (const field of document.querySelectorAll("[data-browser-zone]")) {
  const offered = field.list && [...field.list.options].map((option) => option.value);
  if (!offered || offered.includes(timeZone)) field.value = timeZone;
}

// The timeline begins where today is in sight.
const box = document.querySelector(".timeline");
const today = document.getElementById("today");
const reach = () => {
  const labels = box.querySelector(".timeline__labels").offsetWidth;
  box.scrollLeft = today.getBBox().x - (box.clientWidth - labels) / 3;
};
if (today) {
  reach();
  document.querySelector('a[href="#today"]').addEventListener("click", (event) => {
    event.preventDefault();
    reach();
    box.focus();
  });
}

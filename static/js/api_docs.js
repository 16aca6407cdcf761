// Shows the contract to read and to try. Who has signed in to the pages is signed in here; tokens work as well.

const place = document.getElementById("contract");
const csrf = /(?:^|; )csrftoken=([^;]+)/;

// Swagger UI is dark by a class of its own; ours is what was chosen for this browser, else what the system has.
const chosen = document.documentElement.dataset.theme;
const system = matchMedia("(prefers-color-scheme: dark)");
const dress = () => document.documentElement.classList.toggle("dark-mode", chosen ? chosen === "dark" : system.matches);
system.addEventListener("change", dress);
dress();

SwaggerUIBundle({
  url: place.dataset.contract,
  domNode: place,
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  requestInterceptor: (request) => {
    const found = csrf.exec(document.cookie);
    if (found) request.headers["X-CSRFToken"] = found[1];
    return request;
  },
});

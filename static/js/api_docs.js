// Shows the contract to read and to try. Who has signed in to the pages is signed in here; tokens work as well.

const place = document.getElementById("contract");
const csrf = /(?:^|; )csrftoken=([^;]+)/;

SwaggerUIBundle({
  url: place.dataset.contract,
  domNode: place,
  deepLinking: true,
  docExpansion: "none",
  requestInterceptor: (request) => {
    const found = csrf.exec(document.cookie);
    if (found) request.headers["X-CSRFToken"] = found[1];
    return request;
  },
});

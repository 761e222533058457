"use strict";
// Ctrl + Enter runs the query; Tab stays free to leave the field.
(() => {
  const form = document.getElementById("query-form");
  const query = document.getElementById("query");
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
})();

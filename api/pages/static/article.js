"use strict";
// Shows which words state a fact, and which facts a word states, while the pointer or the focus is on one of them.
(() => {
  const marks = [...document.querySelectorAll("mark[data-facts]")];
  const facts = new Map([...document.querySelectorAll("[data-fact]")].map((each) => [each.dataset.fact, each]));
  const numbers = (mark) => mark.dataset.facts.split(" ");
  const clear = () => document.querySelectorAll(".lit").forEach((each) => each.classList.remove("lit"));
  const light = (wanted) => {
    clear();
    for (const number of wanted) {
      const fact = facts.get(number);
      if (fact) fact.classList.add("lit");
      for (const mark of marks) if (numbers(mark).includes(number)) mark.classList.add("lit");
    }
  };
  for (const mark of marks) {
    mark.addEventListener("pointerenter", () => light(numbers(mark)));
    mark.addEventListener("pointerleave", clear);
  }
  for (const [number, fact] of facts) {
    fact.addEventListener("pointerenter", () => light([number]));
    fact.addEventListener("pointerleave", clear);
    fact.addEventListener("focusin", () => light([number]));
    fact.addEventListener("focusout", clear);
  }
  for (const link of document.querySelectorAll(".note-ref")) {
    link.addEventListener("focus", () => light([link.textContent]));
    link.addEventListener("blur", clear);
    link.addEventListener("pointerenter", () => light([link.textContent]));
    link.addEventListener("pointerleave", clear);
  }
  const here = document.getElementById("here");
  if (here && location.hash === "#here") here.scrollIntoView({ block: "center" });
  const cited = document.querySelector(".cited");
  const column = document.querySelector(".beside");
  if (cited && column.scrollHeight > column.clientHeight) column.scrollTop = cited.offsetTop - column.clientHeight / 3;
})();

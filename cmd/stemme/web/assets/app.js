// What the pages gain where there is JavaScript: filters that hold as soon as they
// are chosen, the figures of a chart under the pointer, days chosen by dragging over
// a chart, and charts to take along. Everything is there without it.
"use strict";

(() => {
  const root = document.documentElement;

  // sieve sends the filters when one is chosen.
  function sieve() {
    if (matchMedia("(min-width: 52.01rem)").matches) document.querySelectorAll("details.menu, details.picks").forEach((d) => { d.open = true; });
    const form = document.querySelector("form.sieve");
    if (!form) return;
    root.classList.add("live");
    form.addEventListener("change", () => form.requestSubmit());
  }

  // tips shows at once what a chart's title says.
  function tips() {
    const tip = document.createElement("div");
    tip.className = "tip";
    tip.hidden = true;
    tip.setAttribute("aria-hidden", "true");
    document.body.append(tip);
    document.addEventListener("pointerover", (e) => {
      const part = e.target.closest && e.target.closest("svg.course a, svg.course g, svg.waterfall a, svg.waterfall g, svg.map a");
      const title = part && part.querySelector("title");
      tip.hidden = !title;
      if (!title) return;
      tip.textContent = title.textContent;
      const box = part.getBoundingClientRect();
      tip.style.left = Math.max(8, Math.min(scrollX + innerWidth - tip.offsetWidth - 12, scrollX + box.left + box.width / 2 - tip.offsetWidth / 2)) + "px";
      tip.style.top = Math.max(scrollY, scrollY + box.top - tip.offsetHeight - 6) + "px";
    });
  }

  // drag chooses the days between two columns of a chart.
  function drag() {
    let from = null;
    const dated = (e) => e.target.closest && e.target.closest("[data-from]");
    const mark = (a, b, chart) => {
      const all = [...chart.querySelectorAll("[data-from]")];
      const [i, j] = [all.indexOf(a), all.indexOf(b)].sort((x, y) => x - y);
      all.forEach((part, n) => part.querySelector(".reach").classList.toggle("chosen", n >= i && n <= j));
    };
    document.addEventListener("dragstart", (e) => { if (dated(e)) e.preventDefault(); });
    document.addEventListener("pointerdown", (e) => { from = dated(e); });
    document.addEventListener("pointermove", (e) => {
      const to = from && dated(e);
      if (to && to !== from) mark(from, to, from.closest("svg"));
    });
    document.addEventListener("pointerup", (e) => {
      const to = dated(e), start = from;
      from = null;
      if (!start || !to || to === start || to.closest("svg") !== start.closest("svg")) return;
      const days = [start.dataset.from, start.dataset.to, to.dataset.from, to.dataset.to].sort();
      const url = new URL(location.href);
      url.searchParams.set("from", days[0]);
      url.searchParams.set("to", days[3]);
      url.searchParams.delete("after");
      addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
      location.assign(url);
    });
  }

  // drawing is a chart as a file of its own: with its colours in it.
  function drawing(svg) {
    const copy = svg.cloneNode(true);
    const here = svg.querySelectorAll("*"), there = copy.querySelectorAll("*");
    const keep = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family"];
    here.forEach((part, i) => {
      const style = getComputedStyle(part);
      for (const name of keep) there[i].setAttribute(name, style.getPropertyValue(name).replace(/url\("[^#]*#/, 'url("#'));
    });
    const [, , w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", w);
    copy.setAttribute("height", h);
    copy.querySelectorAll("a").forEach((a) => a.removeAttribute("href"));
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of [["width", w], ["height", h], ["fill", getComputedStyle(document.body).backgroundColor]]) paper.setAttribute(name, value);
    copy.prepend(paper);
    return { text: new XMLSerializer().serializeToString(copy), w, h };
  }

  function give(blob, name) {
    const a = document.createElement("a");
    a.href = URL.createObjectURL(blob);
    a.download = name;
    a.click();
    setTimeout(() => URL.revokeObjectURL(a.href), 1000);
  }

  // save offers a chart as SVG and as PNG.
  function save(figure) {
    const row = document.createElement("p");
    row.className = "save";
    const chart = () => [...figure.querySelectorAll("svg")].find((s) => s.getBoundingClientRect().width > 0);
    for (const kind of ["SVG", "PNG"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = kind;
      button.setAttribute("aria-label", kind + ": " + figure.dataset.name);
      button.addEventListener("click", () => {
        const { text, w, h } = drawing(chart());
        if (kind === "SVG") return give(new Blob([text], { type: "image/svg+xml" }), figure.dataset.name + ".svg");
        const image = new Image();
        image.onload = () => {
          const canvas = document.createElement("canvas");
          canvas.width = 2 * w;
          canvas.height = 2 * h;
          canvas.getContext("2d").drawImage(image, 0, 0, 2 * w, 2 * h);
          canvas.toBlob((blob) => give(blob, figure.dataset.name + ".png"));
        };
        image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
      });
      row.append(button);
    }
    figure.append(row);
  }

  // suggest offers fields, values and themes while a query is typed: a list that the
  // arrow keys move in, Enter and Tab take from, and Escape closes.
  function suggest() {
    const input = document.querySelector("#q"), list = document.querySelector("#suggestions");
    if (!input || !list) return;
    let place = null, timer = 0, asked = 0;
    const options = () => [...list.children];
    const chosen = () => options().findIndex((o) => o.getAttribute("aria-selected") === "true");
    const close = () => {
      list.hidden = true;
      asked++;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    const choose = (n) => {
      options().forEach((o, i) => o.setAttribute("aria-selected", String(i === n)));
      if (n >= 0) input.setAttribute("aria-activedescendant", "s" + n);
      else input.removeAttribute("aria-activedescendant");
    };
    const take = (n) => {
      const letters = [...input.value], text = options()[n].dataset.text;
      const behind = letters.slice(place.to).join("");
      const before = letters.slice(0, place.from).join("") + text + (text.endsWith(":") || behind.startsWith(" ") ? "" : " ");
      input.value = before + behind;
      input.setSelectionRange(before.length, before.length);
      close();
      input.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const show = (found) => {
      place = found;
      list.replaceChildren(...found.suggestions.map((s, i) => {
        const option = document.createElement("li"), label = document.createElement("span"), count = document.createElement("span");
        option.id = "s" + i;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.text = s.text;
        label.textContent = s.label;
        count.className = "n";
        count.textContent = s.count ? s.count.toLocaleString(root.lang) : "";
        option.append(label, count);
        option.addEventListener("pointerdown", (e) => { e.preventDefault(); take(i); });
        return option;
      }));
      list.hidden = found.suggestions.length === 0;
      input.setAttribute("aria-expanded", String(!list.hidden));
      input.removeAttribute("aria-activedescendant");
    };
    const ask = () => {
      const mine = ++asked;
      const at = [...input.value.slice(0, input.selectionStart)].length;
      const query = new URLSearchParams({ q: input.value, at });
      fetch("/api/v1/suggest?" + query).then((r) => (r.ok ? r.json() : null)).then((found) => {
        if (found && mine === asked && document.activeElement === input) show(found);
      }, () => {});
    };
    input.addEventListener("input", (e) => {
      clearTimeout(timer);
      if (!e.isTrusted && !e.inputType) return; // taken from the list
      timer = setTimeout(ask, 120);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (e) => {
      const n = options().length, at = chosen();
      if (list.hidden) {
        if (e.key === "ArrowDown" && !e.altKey) ask();
        return;
      }
      if (e.key === "ArrowDown") choose(at + 1 === n ? -1 : at + 1);
      else if (e.key === "ArrowUp") choose(at < 0 ? n - 1 : at - 1);
      else if ((e.key === "Enter" || e.key === "Tab") && at >= 0) take(at);
      else if (e.key === "Escape") close();
      else return e.key === "Enter" && close();
      e.preventDefault();
    });
  }

  function start() {
    sieve();
    tips();
    drag();
    suggest();
    document.querySelectorAll("figure.plot").forEach(save);
    const filters = document.querySelector("details.filters");
    if (filters && matchMedia("(max-width: 52rem)").matches) filters.open = false;
  }

  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", start) : start();
})();

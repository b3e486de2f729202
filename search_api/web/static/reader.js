// Shows a PDF page by page with PDF.js, and marks a passage and words of it in the text that lies over the picture.

const reader = document.getElementById("reader");
const facts = reader.dataset;
const sheet = document.getElementById("sheet");
const where = document.getElementById("where");
const cited = document.querySelector(".cited");
const field = document.getElementById("page");

const WIDEST = 900; // CSS pixels of a page at its first size: longer lines are hard to read
const MOST_PIXELS = 16_000_000; // of one picture; more than a phone can hold
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const READABLE = 600; // CSS pixels of a page at least: a phone shows a part of it
const GAP = 3; // words, as those cut by a hyphen, that may differ inside a passage
const RUN = 6; // words in a row that are no chance

let zoom = 1;
let current = 0;
let drawing = null;

function words(text) {
  const found = [];
  for (const match of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const plain = match[0].normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    found.push({ plain, start: match.index, end: match.index + match[0].length });
  }
  return found;
}

const wanted = new Set(words(facts.words).map((word) => word.plain));
const triples = new Set(triplesOf(words(facts.passage ?? "")));

function triplesOf(list) {
  return list.slice(2).map((_, at) => list.slice(at, at + 3).map((word) => word.plain).join(" "));
}

// Which words of a page belong to the passage: those of three in a row that stand in it so, and those between.
function inPassage(list) {
  const belongs = new Array(list.length).fill(false);
  triplesOf(list).forEach((triple, at) => {
    if (triples.has(triple)) belongs.fill(true, at, at + 3);
  });
  let last = -1;
  belongs.forEach((does, at) => {
    if (!does) return;
    if (last >= 0 && at - last <= GAP + 1) belongs.fill(true, last, at);
    last = at;
  });
  for (let start = 0, end = 0; start < belongs.length; start = end + 1) {
    for (end = start; belongs[end]; ) end += 1;
    if (end - start < Math.min(RUN, triples.size)) belongs.fill(false, start, end);
  }
  return belongs;
}

function mark(lines, number) {
  const list = lines.flatMap((line, at) => words(line.textContent).map((word) => ({ ...word, line: at })));
  const here = facts.passage !== undefined && number >= Number(facts.first) && number <= Number(facts.last);
  const belongs = here ? inPassage(list) : new Array(list.length).fill(false);
  const found = belongs.includes(true);
  const perLine = lines.map(() => []);
  list.forEach((word, at) => {
    const isWanted = wanted.has(word.plain) && (belongs[at] || !found);
    if (belongs[at] || isWanted) {
      const joined = belongs[at] && belongs[at + 1] && list[at + 1].line === word.line;
      perLine[word.line].push({ start: word.start, end: word.end, isWanted, belongs: belongs[at],
        until: joined ? list[at + 1].start : word.end });
    }
  });
  lines.forEach((line, at) => perLine[at].length && rewrite(line, perLine[at]));
}

function rewrite(line, marks) {
  const text = line.textContent;
  const parts = [];
  let at = 0;
  const put = (end, kind) => {
    if (end <= at) return;
    const piece = document.createTextNode(text.slice(at, end));
    if (kind) {
      const element = document.createElement("mark");
      element.className = kind;
      element.append(piece);
      parts.push(element);
    } else parts.push(piece);
    at = end;
  };
  for (const one of marks) {
    put(one.start, "");
    put(one.end, one.isWanted ? "word" : "part");
    if (one.belongs) put(one.until, "part");
  }
  put(text.length, "");
  line.replaceChildren(...parts);
}

async function show(pdf, pdfjs, number) {
  drawing?.cancel();
  const mine = (current = Math.min(Math.max(1, number), pdf.numPages));
  const page = await pdf.getPage(mine);
  if (mine !== current) return;
  const plain = page.getViewport({ scale: 1 });
  const width = Math.max(READABLE, Math.min(sheet.clientWidth, WIDEST));
  const scale = (width / plain.width) * zoom;
  const viewport = page.getViewport({ scale });
  const sharp = Math.min(window.devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(viewport.width * sharp);
  canvas.height = Math.floor(viewport.height * sharp);
  canvas.setAttribute("aria-hidden", "true");
  const paper = document.createElement("div");
  paper.className = "paper";
  paper.style.width = `${Math.floor(viewport.width)}px`;
  paper.style.height = `${Math.floor(viewport.height)}px`;
  paper.style.setProperty("--total-scale-factor", String(scale));
  const layer = document.createElement("div");
  layer.className = "textLayer";
  paper.append(canvas, layer);
  sheet.replaceChildren(paper);
  const task = (drawing = page.render({ canvas, viewport, transform: [sharp, 0, 0, sharp, 0, 0] }));
  const text = new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
  try {
    await Promise.all([task.promise, text.render()]);
  } catch (error) {
    if (error instanceof pdfjs.RenderingCancelledException) return;
    throw error;
  }
  if (task !== drawing) return;
  mark(text.textDivs, mine);
  tell(pdf, mine);
  const first = layer.querySelector("mark");
  if (first) first.scrollIntoView({ block: "center", inline: "start" });
  else if (cited) cited.open = true;
}

function tell(pdf, number) {
  field.value = String(number);
  where.textContent = facts.said.replace("{page}", number).replace("{pages}", pdf.numPages);
  document.getElementById("itself").href = facts.file.replace(/#.*|$/, `#page=${number}`);
  for (const [id, other] of [["previous", number - 1], ["next", number + 1]]) {
    const link = document.getElementById(id);
    const there = other >= 1 && other <= pdf.numPages;
    link.classList.toggle("none", !there);
    if (there) {
      link.href = address(other);
      link.removeAttribute("aria-disabled");
    } else link.setAttribute("aria-disabled", "true");
  }
  reader.dataset.shown = String(number);
}

function address(number) {
  const url = new URL(window.location.href);
  url.searchParams.set("page", String(number));
  url.hash = "";
  return `${url.pathname}${url.search}`;
}

function asked() {
  const anchor = /^#page=(\d{1,5})$/.exec(window.location.hash);
  const parameter = new URLSearchParams(window.location.search).get("page");
  return Number(anchor?.[1] ?? (/^\d{1,5}$/.test(parameter ?? "") ? parameter : facts.page));
}

async function open() {
  const pdfjs = await import(`${facts.library}pdf.min.mjs`);
  pdfjs.GlobalWorkerOptions.workerSrc = `${facts.library}pdf.worker.min.mjs`;
  const pdf = await pdfjs.getDocument({
    url: facts.file.replace(/#.*/, ""),
    wasmUrl: `${facts.library}wasm/`,
    standardFontDataUrl: `${facts.library}fonts/`,
    isEvalSupported: false,
    enableXfa: false,
    disableAutoFetch: true,
  }).promise;
  const go = (number) => show(pdf, pdfjs, number).catch(fail);
  const turn = (number) => {
    if (number < 1 || number > pdf.numPages) return;
    window.history.pushState(null, "", address(number));
    go(number);
  };
  document.getElementById("previous").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(current - 1);
  });
  document.getElementById("next").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    turn(current + 1);
  });
  field.form.addEventListener("submit", (event) => {
    event.preventDefault();
    turn(/^\d{1,5}$/.test(field.value.trim()) ? Number(field.value) : 0);
  });
  const scaled = (step) => {
    zoom = ZOOMS[Math.min(Math.max(0, ZOOMS.indexOf(zoom) + step), ZOOMS.length - 1)];
    go(current);
  };
  document.getElementById("smaller").addEventListener("click", () => scaled(-1));
  document.getElementById("larger").addEventListener("click", () => scaled(1));
  window.addEventListener("popstate", () => go(asked()));
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === width) return; // a phone's bars come and go: the page is as wide as before
    width = window.innerWidth;
    go(current);
  });
  await show(pdf, pdfjs, asked());
}

function fail(error) {
  console.warn(error);
  where.textContent = facts.failed;
  reader.dataset.shown = "none";
}

document.getElementById("plain").hidden = true;
reader.hidden = false;
open().catch(fail);

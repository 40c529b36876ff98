// The inspector's page: it shows what the server tells, as text, and asks it to explain.

const most = 500;
const byId = (id) => document.getElementById(id);
const rows = byId("rows");
let paused = false;
let waiting = [];

/** Makes an element; children are elements or text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function badge(kind, text) {
  return make("span", { class: `badge ${kind}` }, text);
}

function definitions(entries) {
  const list = make("dl");
  for (const [term, text] of entries) {
    if (text !== undefined && text !== "") {
      list.append(make("dt", {}, term), make("dd", {}, String(text)));
    }
  }
  return list;
}

function addressOf({ scheme, host, path, query }) {
  return `${scheme}://${host}${path}${query === undefined ? "" : `?${query}`}`;
}

function details(record) {
  const { verdict, behavior, ended } = record;
  return definitions([
    ["Address", addressOf(record)],
    ["From", `${record.address}:${record.port}, HTTP/${record.httpVersion} ${record.tls ?? "without TLS"}`],
    ["Verdict", verdict && `${verdict.outcome}, ${verdict.code}: ${verdict.detail}`],
    ["By the rule", verdict && `${verdict.rule}: ${verdict.says}`],
    ["Source", verdict?.source],
    [
      "Behavior",
      behavior && `${behavior.index} ${behavior.pathPattern}, ${behavior.signed ? "signed" : "public"}`,
    ],
    ["Key", record.keyId],
    ["Listener rule", ended.rule],
    ["Ended at", `${ended.hop}: ${ended.detail}`],
    ["Target", ended.target],
    ["Shown instead", record.errorPage],
    [
      "Result",
      `${record.result} from cloudfront, ${record.sent} bytes, first byte after ${record.firstByte} ms`,
    ],
    ["Request id", record.id],
  ]);
}

function textOf(record) {
  const { verdict, behavior, ended } = record;
  return [
    record.method,
    addressOf(record),
    record.status,
    verdict?.code,
    verdict?.rule,
    behavior?.pathPattern,
  ]
    .concat(record.keyId, ended.hop, ended.rule, record.result)
    .join(" ")
    .toLowerCase();
}

function rowOf(record) {
  const { verdict, behavior, ended } = record;
  const open = make("button", { class: "open-row", type: "button", "aria-expanded": "false" });
  open.append(`${record.method} ${record.path}${record.query === undefined ? "" : `?${record.query}`}`);
  const row = make(
    "tr",
    { class: "new" },
    make("td", {}, new Date(record.at).toLocaleTimeString([], { hour12: false })),
    make("td", {}, open),
    make("td", {}, badge(`s${String(record.status)[0]}`, String(record.status))),
    make("td", {}, verdict ? badge(verdict.outcome, verdict.code) : "–"),
    make("td", {}, behavior?.pathPattern ?? "–"),
    make("td", {}, record.keyId ?? "–"),
    make("td", {}, ended.rule ?? "–"),
    make("td", {}, ended.hop),
    make("td", { class: "number" }, String(record.taken)),
  );
  row.dataset.text = textOf(record);
  open.addEventListener("click", () => toggle(row, open, record));
  return row;
}

function toggle(row, open, record) {
  const expanded = open.getAttribute("aria-expanded") === "true";
  open.setAttribute("aria-expanded", String(!expanded));
  if (expanded) {
    row.nextElementSibling.remove();
  } else {
    row.after(make("tr", { class: "detail" }, make("td", { colspan: "9" }, details(record))));
  }
}

function filter() {
  const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of rows.querySelectorAll("tr:not(.detail)")) {
    row.hidden = !words.every((word) => row.dataset.text.includes(word));
    if (row.nextElementSibling?.className === "detail") {
      row.nextElementSibling.hidden = row.hidden;
    }
  }
}

function count() {
  const number = rows.querySelectorAll("tr:not(.detail)").length;
  byId("count").textContent = String(number);
  byId("empty").hidden = number > 0;
}

function add(records) {
  for (const record of records) {
    rows.prepend(rowOf(record));
  }
  while (rows.children.length > most) {
    rows.lastElementChild.remove();
  }
  filter();
  count();
}

function showStack({ problem, domainNames = [], svg, reaches = [] }) {
  byId("problem").hidden = problem === undefined;
  byId("problem").textContent = problem ?? "";
  byId("site").textContent = domainNames.join("  ·  ");
  byId("picture").replaceChildren();
  if (svg !== undefined) {
    const drawn = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    byId("picture").append(document.importNode(drawn, true));
  }
  byId("reaches").replaceChildren(
    ...reaches.map(({ from, to, open, why }) =>
      make(
        "tr",
        {},
        make("td", {}, from),
        make("td", {}, to),
        make("td", {}, badge(open ? "allow" : "deny", open ? "open" : "closed")),
        make("td", {}, why),
      ),
    ),
  );
}

function showVerdict(verdict) {
  const box = byId("verdict");
  box.hidden = false;
  box.className = `verdict ${verdict.outcome ?? "deny"}`;
  if (verdict.problem !== undefined) {
    box.replaceChildren(definitions([["Not explained", verdict.problem]]));
    return;
  }
  box.replaceChildren(
    definitions([
      ["Answer", `${verdict.outcome}, ${verdict.code}`],
      ["Because", verdict.detail],
      ["Rule", `${verdict.rule}: ${verdict.source.description}`],
      ["Source", `${verdict.source.title}, ${verdict.source.url}`],
      ["Behavior", verdict.behavior && `${verdict.behavior.index} ${verdict.behavior.pathPattern}`],
      ["Signed", verdict.comparison?.signed],
      ["This request", verdict.comparison?.reconstructed],
      ...(verdict.comparison?.hints ?? []).map((hint) => ["Why", hint]),
      ...verdict.readings.map((reading) => [
        "Reading",
        `${reading.outcome} ${reading.code}: ${reading.detail}`,
      ]),
      ...verdict.notes.map((note) => ["Note", note.detail]),
      ...verdict.trace.map(({ step, detail }) => [step, detail]),
      ["Shown instead", verdict.errorPage?.pagePath],
    ]),
  );
}

byId("explain").addEventListener("submit", async (event) => {
  event.preventDefault();
  const given = [...new FormData(event.target)].filter(([, value]) => value !== "");
  try {
    const response = await fetch("/explain", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(Object.fromEntries(given)),
    });
    showVerdict(await response.json());
  } catch {
    showVerdict({ problem: "the edge does not answer" });
  }
});

byId("filter").addEventListener("input", filter);
byId("clear").addEventListener("click", () => {
  rows.replaceChildren();
  waiting = [];
  count();
});
byId("pause").addEventListener("click", ({ target }) => {
  paused = !paused;
  target.setAttribute("aria-pressed", String(paused));
  if (!paused) {
    add(waiting);
    waiting = [];
  }
});

// Up and down go from request to request.
rows.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const buttons = [...rows.querySelectorAll("tr:not([hidden]) .open-row")];
  const next = step && buttons[buttons.indexOf(document.activeElement) + step];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});

const events = new EventSource("/events");
events.addEventListener("hello", ({ data }) => {
  const { recent, stack } = JSON.parse(data);
  rows.replaceChildren();
  showStack(stack);
  add(recent);
});
events.addEventListener("request", ({ data }) => {
  const record = JSON.parse(data);
  if (paused) {
    waiting = [...waiting.slice(1 - most), record];
  } else {
    add([record]);
  }
});
events.addEventListener("stack", ({ data }) => showStack(JSON.parse(data)));
for (const [name, on] of [
  ["open", true],
  ["error", false],
]) {
  events.addEventListener(name, () => {
    byId("live").textContent = on ? "live" : "offline";
    byId("live").className = on ? "live on" : "live";
  });
}

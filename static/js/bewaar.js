/* Notes that save themselves, and survive a lost connection.
 *
 *   <form method="post" action="/t/x/gesprekken/7/aantekeningen/" data-bewaar="gesprek-7-aantekeningen">
 *     {% sleutel %}
 *     <input type="hidden" name="versie" value="3">
 *     <textarea name="aantekeningen" data-bewaar-veld> ... </textarea>
 *     <p data-bewaar-staat role="status"></p>
 *     <button>Opslaan</button>                     works without script
 *   </form>
 *   <div data-bewaar-conflict></div>               outside the form: what comes in it is a form too
 *
 * Two seconds after the last key the form is posted to its action with a fresh key (`_sleutel`), the version number
 * and the header `X-Bewaar: 1`. The answers:
 *   200 JSON {"versie": 4, "om": "12:03"}          saved; the next post carries this version
 *   409 HTML                                       somebody else saved meanwhile: the answer, with both texts, is shown
 *                                                  in [data-bewaar-conflict]; nothing more is posted until one chooses
 *   401, 403 (login expired), 422, 5xx, no connection the text stays here, and is tried again
 * Until the server has it, the text stands in this browser (localStorage) under the name in data-bewaar; a page that
 * opens with such a draft puts it in the field and saves it. With the server's word the draft goes.
 */
const WAIT = 2000;
const RETRY = 15000;

// A fresh key. Browsers keep randomUUID() for pages that came over https; an inner network may do without.
function freshKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function keeper(form) {
  const field = form.querySelector("[data-bewaar-veld]");
  const state = form.querySelector("[data-bewaar-staat]");
  const version = form.elements.versie;
  const draftName = `bewaar:${form.dataset.bewaar}`;
  const actie = form.getAttribute("action") || location.href;
  let saved = field.value;
  let timer = null;
  let busy = false;
  let stopped = false;

  function tell(kind, text) {
    if (!state) return;
    state.dataset.staat = kind;
    state.textContent = text;
  }

  function keepDraft() {
    try {
      localStorage.setItem(draftName, JSON.stringify({ tekst: field.value, versie: version?.value ?? "" }));
    } catch {
      // A full or closed store: the server remains.
    }
  }

  function dropDraft() {
    try {
      localStorage.removeItem(draftName);
    } catch {
      // Nothing to drop.
    }
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  function showConflict(html) {
    stopped = true;
    tell("fout", "Iemand anders heeft dit ook gewijzigd. Kies hieronder.");
    const page = new DOMParser().parseFromString(html, "text/html");
    const both = page.querySelector("[data-conflict]") ?? page.querySelector("main");
    const place = document.querySelector("[data-bewaar-conflict]") ?? form.parentElement.appendChild(document.createElement("div"));
    place.replaceChildren(...(both ? [document.importNode(both, true)] : []));
    place.setAttribute("tabindex", "-1");
    place.focus();
    place.scrollIntoView({ block: "start" });
  }

  async function save() {
    if (busy || stopped || field.value === saved) return;
    busy = true;
    tell("bezig", "Opslaan …");
    const sent = field.value;
    const body = new FormData(form);
    body.set("_sleutel", freshKey());
    try {
      const answer = await fetch(actie, {
        method: "POST",
        body,
        headers: { "X-Bewaar": "1", Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.ok) {
        const { versie, om } = await answer.json();
        if (version && versie !== undefined) version.value = versie;
        saved = sent;
        if (field.value === sent) dropDraft();
        tell("bewaard", `Opgeslagen ${om}`);
      } else if (answer.status === 409) {
        showConflict(await answer.text());
      } else {
        const expired = answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 401;
        tell("fout", expired
          ? "Je bent uitgelogd. Je tekst staat nog in dit apparaat: log in een nieuw tabblad in, dan gaat het verder."
          : "Opslaan lukt nu niet. Je tekst staat in dit apparaat; we proberen het opnieuw.");
        later(RETRY);
      }
    } catch {
      tell("los", "Geen verbinding. Je tekst staat in dit apparaat en wordt straks opgeslagen.");
      later(RETRY);
    } finally {
      busy = false;
    }
    if (!stopped && field.value !== saved && state?.dataset.staat === "bewaard") later(WAIT);
  }

  field.addEventListener("input", () => {
    keepDraft();
    if (stopped) return;
    tell("bezig", "Nog niet opgeslagen");
    later(WAIT);
  });
  field.addEventListener("blur", () => save());
  addEventListener("online", () => save());
  addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    stopped = true;
    keepDraft();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) stopped = false;
  });

  try {
    const draft = JSON.parse(localStorage.getItem(draftName) ?? "null");
    if (draft && draft.tekst !== field.value) {
      // The version the draft was made from goes along, so that the server sees whether somebody came between.
      if (version && draft.versie) version.value = draft.versie;
      field.value = draft.tekst;
      tell("los", "Teruggezet: tekst die nog niet was opgeslagen.");
      later(WAIT);
    } else if (draft) {
      dropDraft();
    }
  } catch {
    // No store, no draft.
  }
}

document.querySelectorAll("form[data-bewaar]").forEach(keeper);

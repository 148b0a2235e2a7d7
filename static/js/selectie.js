/* Marks a fragment of the notes as uitspraak with one gesture.
 *
 *   <textarea id="id_aantekeningen" data-selectie-bron> ... </textarea>          or any element with text
 *   <form data-selectie-doel="id_aantekeningen">
 *     <textarea name="tekst"></textarea>
 *     <input type="hidden" name="begin"> <input type="hidden" name="eind">
 *   </form>
 *   <template data-selectie-knop><button type="button" class="...">Maak hiervan een uitspraak</button></template>
 *
 * Selecting text in the source shows the button of the template at the foot of the screen; pressing it puts the
 * fragment and its place (characters from the start, in code points as Python counts them) in the form and the focus
 * on its text. Without script one copies the words into the form by hand.
 */
const points = (text) => Array.from(text).length;

function fragment(source) {
  if (source.matches("textarea, input")) {
    return { text: source.value, from: source.selectionStart, to: source.selectionEnd };
  }
  const selection = getSelection();
  if (!selection.rangeCount || !source.contains(selection.anchorNode) || !source.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.selectNodeContents(source);
  before.setEnd(range.startContainer, range.startOffset);
  const from = before.toString().length;
  return { text: source.textContent, from, to: from + range.toString().length };
}

function trimmed({ text, from, to }) {
  const piece = text.slice(from, to);
  const start = from + (piece.length - piece.trimStart().length);
  const words = piece.trim();
  return { words, begin: points(text.slice(0, start)), eind: points(text.slice(0, start)) + points(words) };
}

function wire(form) {
  const source = document.getElementById(form.dataset.selectieDoel);
  const template = document.querySelector("template[data-selectie-knop]");
  if (!source || !template) return;
  const bar = document.createElement("div");
  bar.className = "selectieknop";
  bar.hidden = true;
  bar.append(template.content.cloneNode(true));
  document.body.append(bar);
  let found = null;

  function look() {
    const now = fragment(source);
    const taken = now && now.to > now.from ? trimmed(now) : null;
    if (bar.contains(document.activeElement)) return;
    found = taken && taken.words.length > 2 ? taken : null;
    bar.hidden = !found;
  }

  document.addEventListener("selectionchange", look);
  source.addEventListener("select", look);
  source.addEventListener("keyup", look);
  source.addEventListener("pointerup", () => setTimeout(look));
  // Pressing the button must not take the selection away first.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", () => {
    if (!found) return;
    form.elements.tekst.value = found.words;
    if (form.elements.begin) form.elements.begin.value = found.begin;
    if (form.elements.eind) form.elements.eind.value = found.eind;
    form.closest("details")?.setAttribute("open", "");
    bar.hidden = true;
    form.elements.tekst.focus();
    form.scrollIntoView({ block: "center" });
  });
}

document.querySelectorAll("form[data-selectie-doel]").forEach(wire);

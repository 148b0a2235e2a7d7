/* After a refused form the focus stands on the summary of errors; a link in it goes to the field itself.
 *
 *   <div data-fouten tabindex="-1" role="alert"> <a href="#id_naam">Naam</a>: vul een naam in </div>
 */
function toSummary(root) {
  const summary = root.querySelector?.("[data-fouten]");
  if (summary) summary.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-fouten] a[href^='#']");
  if (!link) return;
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const field = target?.matches("input, select, textarea") ? target : target?.querySelector("input, select, textarea");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.closest(".veld")?.scrollIntoView({ block: "nearest" });
});

document.addEventListener("htmx:afterSettle", (event) => toSummary(event.target));
toSummary(document);

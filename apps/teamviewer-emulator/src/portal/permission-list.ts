import { permissionGroups } from '../state/permissions.ts';
import { type Html, html } from './html.ts';
import type { Language } from './texts.ts';

/** Granted permissions under the headings of the app form, with a remark where there is one. */
export function permissionList(
  granted: readonly string[],
  language: Language,
  remark: (name: string) => string | null,
): Html {
  const groups = permissionGroups
    .map((group) => ({ group, entries: group.entries.filter(({ name }) => granted.includes(name)) }))
    .filter(({ entries }) => entries.length > 0);
  return html`<ul class="permissions">${groups.map(
    ({ group, entries }) =>
      html`<li>${group[language]}<ul>${entries.map((entry) => {
        const said = remark(entry.name);
        return html`<li>${entry[language]}${said ? html` <em class="warn">(${said})</em>` : null}</li>`;
      })}</ul></li>`,
  )}</ul>`;
}

/** The same groups as check boxes named `permission`. */
export function permissionFields(ticked: readonly string[], language: Language): Html {
  return html`${permissionGroups.map(
    (group) =>
      html`<fieldset><legend>${group[language]}</legend>${group.entries.map(
        (entry) =>
          html`<label><input type="checkbox" name="permission" value="${entry.name}"${
            ticked.includes(entry.name) ? html` checked` : null
          }>${entry[language]}</label>`,
      )}</fieldset>`,
  )}`;
}

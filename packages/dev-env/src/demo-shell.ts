import type { ShellAdditions } from '@fernwart/server';
import { addonFile, readAddon } from './repository.ts';

/** The strip and the accounts that only the demo's console shows. */
export function demoShell(parts: { blank: boolean; emulator: string; catcher: string }): ShellAdditions {
  const download = {
    href: `/demo/${addonFile}`,
    label: { de: 'Paket des Add-ons herunterladen', en: 'Download the add-on package' },
  };
  return {
    strip: {
      text: {
        de: 'TeamViewer ist hier nachgebildet: Keine Sitzung und keine Mail verlässt diesen Rechner.',
        en: 'TeamViewer is emulated here: no session and no mail leaves this computer.',
      },
      links: [
        {
          href: `${parts.emulator}/inspector`,
          label: { de: 'TeamViewer-Emulator', en: 'TeamViewer emulator' },
        },
        { href: parts.catcher, label: { de: 'Abgefangene Mails', en: 'Caught mail' } },
        ...(parts.blank ? [download] : []),
      ],
    },
    downloads: parts.blank ? [{ path: download.href, name: addonFile, read: readAddon }] : [],
    demoAccounts: [
      {
        login: 'anna',
        password: 'fernwart',
        name: 'Anna',
        role: { de: 'Agentin (Deutsch)', en: 'Agent (German)' },
      },
      {
        login: 'ben',
        password: 'fernwart',
        name: 'Ben',
        role: { de: 'Agent (Englisch)', en: 'Agent (English)' },
      },
      {
        login: 'admin',
        password: 'fernwart',
        name: 'Admin',
        role: { de: 'Administration', en: 'Administrator' },
      },
      { login: 'rita', password: 'fernwart', name: 'Rita', role: { de: 'Initiatorin', en: 'Requester' } },
      { login: 'otto', password: 'fernwart', name: 'Otto', role: { de: 'Revision', en: 'Auditor' } },
    ],
  };
}

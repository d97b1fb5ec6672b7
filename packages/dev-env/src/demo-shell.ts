import type { ShellAdditions } from '@fernwart/server';
import { addonFile, readAddon } from './repository.ts';
import { sampleAccounts } from './sample/load-sample-desk.ts';

/** The strip and the accounts that only the demo's console shows. */
export function demoShell(parts: { blank: boolean; emulator: string; catcher: string }): ShellAdditions {
  const download = {
    href: `/demo/${addonFile}`,
    label: { de: 'Paket des Add-ons herunterladen', en: 'Download the add-on package' },
  };
  return {
    strip: {
      text: {
        de: 'TeamViewer ist hier nachgebildet: Keine Session und keine Mail verlässt diesen Rechner.',
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
    demoAccounts: [...sampleAccounts],
  };
}

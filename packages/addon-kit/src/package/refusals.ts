import type { Localized } from '@fernwart/contract';

function sentence(de: string, en: string): Localized {
  return { de, en };
}

/** Why a package is refused: one code and one sentence per reason. `{…}` is filled from the case at hand. */
export const refusalSentences = {
  // The archive as a whole
  archive_empty: sentence('Die Datei ist leer.', 'The file is empty.'),
  archive_too_large: sentence(
    'Das Archiv hat {bytes} Bytes; erlaubt sind {limit}.',
    'The archive has {bytes} bytes; {limit} are allowed.',
  ),
  archive_not_zip: sentence('Das ist keine ZIP-Datei.', 'This is not a ZIP file.'),
  archive_truncated: sentence(
    'Das Archiv ist unvollständig: sein Ende fehlt. Laden Sie die Datei noch einmal herunter.',
    'The archive is incomplete: its end is missing. Download the file once more.',
  ),
  archive_damaged: sentence(
    'Das Archiv ist beschädigt: {reason}. Laden Sie die Datei noch einmal herunter.',
    'The archive is damaged: {reason}. Download the file once more.',
  ),
  archive_surrounded: sentence(
    'Vor, zwischen oder nach den Einträgen des Archivs stehen Daten, die zu keinem Eintrag gehören.',
    'There are data before, between or after the entries of the archive that belong to no entry.',
  ),
  archive_comment: sentence(
    'Das Archiv trägt einen Kommentar; Pakete haben keinen.',
    'The archive carries a comment; packages have none.',
  ),
  archive_multi_disk: sentence(
    'Das Archiv ist auf mehrere Datenträger verteilt.',
    'The archive is split over several disks.',
  ),
  archive_zip64: sentence(
    'Das Archiv verwendet ZIP64; so groß ist kein Paket.',
    'The archive uses ZIP64; no package is that large.',
  ),
  archive_encrypted: sentence('„{path}“ ist verschlüsselt.', '"{path}" is encrypted.'),
  archive_overlap: sentence(
    'Einträge des Archivs überlappen sich bei „{path}“.',
    'Entries of the archive overlap at "{path}".',
  ),
  archive_too_many_entries: sentence(
    'Das Archiv hat {count} Einträge; erlaubt sind {limit}.',
    'The archive has {count} entries; {limit} are allowed.',
  ),
  archive_unpacked_too_large: sentence(
    'Ausgepackt wären es {bytes} Bytes; erlaubt sind {limit}.',
    'Unpacked it would be {bytes} bytes; {limit} are allowed.',
  ),
  archive_ratio: sentence(
    '„{path}“ ist {ratio}-fach gepackt; mehr als {limit}-fach ist nicht erlaubt.',
    '"{path}" is packed {ratio} times; more than {limit} times is not allowed.',
  ),
  // One entry
  entry_size_lies: sentence(
    '„{path}“ hat eine andere Größe, als das Archiv angibt.',
    '"{path}" has another size than the archive says.',
  ),
  entry_checksum: sentence('Die Prüfsumme von „{path}“ stimmt nicht.', 'The checksum of "{path}" is wrong.'),
  entry_header_differs: sentence(
    'Für „{path}“ widersprechen sich die Angaben im Archiv.',
    'What the archive says about "{path}" contradicts itself.',
  ),
  entry_link: sentence(
    '„{path}“ ist eine Verknüpfung; Pakete enthalten nur Dateien.',
    '"{path}" is a link; packages hold files only.',
  ),
  entry_directory: sentence(
    '„{path}“ ist ein Verzeichnis; Pakete enthalten nur Dateien.',
    '"{path}" is a directory; packages hold files only.',
  ),
  entry_special: sentence('„{path}“ ist keine gewöhnliche Datei.', '"{path}" is not an ordinary file.'),
  entry_method: sentence(
    '„{path}“ ist mit einem Verfahren gepackt, das nicht angenommen wird.',
    '"{path}" is packed by a method that is not accepted.',
  ),
  entry_extra_field: sentence(
    '„{path}“ trägt Zusatzangaben, die nicht angenommen werden.',
    '"{path}" carries extra information that is not accepted.',
  ),
  // Paths
  path_null: sentence('Ein Dateiname enthält ein Nullzeichen.', 'A file name contains a null character.'),
  path_absolute: sentence('„{path}“ ist ein absoluter Pfad.', '"{path}" is an absolute path.'),
  path_drive: sentence('„{path}“ beginnt mit einem Laufwerk.', '"{path}" begins with a drive.'),
  path_backslash: sentence(
    '„{path}“ enthält einen umgekehrten Schrägstrich.',
    '"{path}" contains a backslash.',
  ),
  path_relative: sentence('„{path}“ führt aus dem Paket heraus.', '"{path}" leads out of the package.'),
  path_characters: sentence(
    '„{path}“ enthält Zeichen, die in Dateinamen von Paketen nicht erlaubt sind.',
    '"{path}" contains characters that are not allowed in file names of packages.',
  ),
  path_device: sentence(
    '„{path}“ ist unter Windows der Name eines Geräts.',
    '"{path}" is the name of a device on Windows.',
  ),
  path_too_long: sentence(
    'Ein Dateiname hat {length} Zeichen; erlaubt sind {limit}.',
    'A file name has {length} characters; {limit} are allowed.',
  ),
  path_too_deep: sentence('„{path}“ liegt zu tief.', '"{path}" lies too deep.'),
  path_duplicate: sentence('„{path}“ steht zweimal im Archiv.', '"{path}" is in the archive twice.'),
  path_case_twin: sentence(
    '„{path}“ und „{other}“ unterscheiden sich nur in Groß- und Kleinschreibung.',
    '"{path}" and "{other}" differ only in upper and lower case.',
  ),
  // What a package consists of
  file_missing: sentence('„{path}“ fehlt im Paket.', '"{path}" is missing from the package.'),
  file_unexpected: sentence(
    '„{path}“ gehört nicht in ein Paket.',
    '"{path}" does not belong into a package.',
  ),
  file_too_large: sentence(
    '„{path}“ hat {bytes} Bytes; erlaubt sind {limit}.',
    '"{path}" has {bytes} bytes; {limit} are allowed.',
  ),
  file_not_text: sentence('„{path}“ ist kein gültiger UTF-8-Text.', '"{path}" is not valid UTF-8 text.'),
  json_malformed: sentence('„{path}“ ist kein gültiges JSON.', '"{path}" is not valid JSON.'),
  json_too_deep: sentence('„{path}“ ist zu tief verschachtelt.', '"{path}" is nested too deep.'),
  manifest_invalid: sentence('Das Manifest hat {count} Fehler.', 'The manifest has {count} problem(s).'),
  strings_invalid: sentence(
    'Die Texte des Pakets haben {count} Fehler.',
    'The strings of the package have {count} problem(s).',
  ),
  migrations_invalid: sentence(
    'Die Migrationen des Pakets haben {count} Fehler.',
    'The migrations of the package have {count} problem(s).',
  ),
  // Trust
  signature_malformed: sentence(
    '„signature.json“ ist keine gültige Signatur.',
    '"signature.json" is not a valid signature.',
  ),
  signature_file_missing: sentence(
    '„{path}“ ist unterschrieben, fehlt aber im Paket.',
    '"{path}" is signed but missing from the package.',
  ),
  signature_file_surplus: sentence(
    '„{path}“ liegt im Paket, ist aber nicht unterschrieben.',
    '"{path}" is in the package but not signed.',
  ),
  signature_file_changed: sentence(
    '„{path}“ wurde nach dem Unterschreiben verändert.',
    '"{path}" was changed after it was signed.',
  ),
  signature_wrong: sentence(
    'Die Unterschrift passt nicht zum Schlüssel „{keyId}“ von {publisher}.',
    'The signature does not match the key "{keyId}" of {publisher}.',
  ),
  publisher_unknown: sentence(
    'Das Paket ist mit dem Schlüssel „{keyId}“ unterschrieben, dem dieser Server nicht vertraut.',
    'The package is signed with the key "{keyId}", which this server does not trust.',
  ),
  unsigned: sentence(
    'Das Paket ist nicht unterschrieben, und die Konfiguration des Servers erlaubt „{id}“ nicht ohne Unterschrift.',
    'The package is not signed, and the server\'s configuration does not allow "{id}" without a signature.',
  ),
  // Installing
  module_broken: sentence(
    'Der Code des Pakets lässt sich nicht laden: {reason}',
    "The package's code cannot be loaded: {reason}",
  ),
  module_incomplete: sentence(
    'Im Code des Pakets fehlen {count} Teile, die das Manifest ankündigt.',
    "The package's code lacks {count} part(s) that the manifest announces.",
  ),
  version_lower: sentence(
    'Installiert ist Version {installed}; Version {version} ist älter.',
    'Version {installed} is installed; version {version} is older.',
  ),
  prerequisites_missing: sentence(
    'Es fehlen {count} Voraussetzungen.',
    '{count} prerequisite(s) are missing.',
  ),
  migration_changed: sentence(
    'Die Migration „{name}“ wurde schon ausgeführt und lautet jetzt anders.',
    'The migration "{name}" has been run already and reads differently now.',
  ),
  migration_vanished: sentence(
    'Die Migration „{name}“ wurde schon ausgeführt und fehlt jetzt im Paket.',
    'The migration "{name}" has been run already and is missing from the package now.',
  ),
  migration_failed: sentence(
    'Die Migration „{name}“ ist gescheitert: {reason}',
    'The migration "{name}" failed: {reason}',
  ),
  upload_changed: sentence(
    'Hochgeladen wurde etwas anderes, als bestätigt wurde.',
    'Something else was uploaded than was confirmed.',
  ),
  upload_gone: sentence(
    'Der Upload ist nicht mehr da. Laden Sie das Paket noch einmal hoch.',
    'The upload is no longer there. Upload the package once more.',
  ),
} as const satisfies Record<string, Localized>;

export type RefusalCode = keyof typeof refusalSentences;
export const refusalCodes = Object.keys(refusalSentences) as RefusalCode[];

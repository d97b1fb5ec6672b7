import { writeFileSync } from 'node:fs';
import { migratedSchema, schemaFile } from './migrated-schema.ts';

// npm run schema: writes the dump of the migrations.
writeFileSync(new URL(`../../${schemaFile}`, import.meta.url), await migratedSchema());

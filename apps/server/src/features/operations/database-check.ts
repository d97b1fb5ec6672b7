import type { Database } from '../../platform/db/database.ts';
import type { HealthCheck } from './operations.ts';

export function databaseCheck(db: Database): HealthCheck {
  return {
    id: 'database',
    name: { de: 'Datenbank', en: 'Database' },
    needed: true,
    async check() {
      try {
        await db.now();
        return { state: 'ok', text: { de: 'Sie antwortet.', en: 'It answers.' }, remedy: null };
      } catch {
        return {
          state: 'failing',
          text: { de: 'Sie antwortet nicht.', en: 'It does not answer.' },
          remedy: {
            de: 'Prüfen Sie, ob die Datenbank läuft und DATABASE_URL stimmt.',
            en: 'Check whether the database runs and DATABASE_URL is right.',
          },
        };
      }
    },
  };
}

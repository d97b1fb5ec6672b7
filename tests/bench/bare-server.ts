import { fork } from 'node:child_process';
import { once } from 'node:events';
import fastify from 'fastify';
import pg from 'pg';

/** Fastify and pg alone: reads the rows that the desk reads for one activity, and answers them as they are. */
export interface BareServer extends AsyncDisposable {
  readonly origin: string;
}

export async function startBareServer(databaseUrl: string): Promise<BareServer> {
  const child = fork(new URL(import.meta.url), ['serve', databaseUrl]);
  const [origin] = (await once(child, 'message')) as [string];
  return {
    origin,
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

if (process.argv[2] === 'serve') {
  const pool = new pg.Pool({ connectionString: process.argv[3], max: 10 });
  const app = fastify({ logger: false });
  app.get<{ Params: { id: string } }>('/activities/:id', async ({ params, headers }) => {
    // Who asks, the activity with the names that it shows, and its assets.
    const person = await pool.query(`select p.id, p.name, p.login from people p where p.login = $1`, [
      headers['x-login'],
    ]);
    const activity = await pool.query(
      `select a.*, initiator.name as initiator_name, responsible.name as responsible_name, team.name as team_name
       from activities a left join people initiator on initiator.id = a.initiator_id
         left join people responsible on responsible.id = a.responsible_id left join teams team on team.id = a.team_id
       where a.id = $1`,
      [params.id],
    );
    const assets = await pool.query(
      'select s.* from activity_assets l join assets s on s.id = l.asset_id where l.activity_id = $1',
      [params.id],
    );
    return { reader: person.rows[0], ...activity.rows[0], assets: assets.rows };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  process.on('disconnect', () => process.exit());
  process.send?.(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
}

import type { FastifyInstance } from 'fastify';
import type { Emulation } from '../state/emulation.ts';
import { articlePermissions } from '../state/permissions.ts';
import { registerApps, sendMissing } from './apps.ts';
import { registerAuthorize } from './authorize.ts';
import { html } from './html.ts';
import { registerJoin } from './join.ts';
import { liveScript } from './live-script.ts';
import { sendPage } from './page.ts';
import { registerScriptTokens } from './script-tokens.ts';
import { registerSignIn } from './sign-in.ts';
import { registerStart } from './start.ts';
import { styleSheet } from './style.ts';
import { visitOf } from './visit.ts';

/** Every page a person can meet: sign-in, profile, apps, consent, joining, starting. */
export function registerPortal(app: FastifyInstance, emulation: Emulation): void {
  registerSignIn(app, emulation);
  registerApps(app, emulation);
  registerScriptTokens(app, emulation);
  registerAuthorize(app, emulation);
  registerJoin(app, emulation);
  registerStart(app, emulation);

  app.get('/', (request, reply) => {
    const visit = visitOf(emulation, request, reply);
    const { texts } = visit;
    return sendPage(reply, visit, {
      title: texts.title,
      body: html`<p>${texts.homeText}</p>
<div class="cards">
<div class="card"><h2><a href="/profile/apps">${texts.portal}</a></h2><p class="soft">${texts.portalText}</p></div>
<div class="card"><h2><a href="/inspector">${texts.inspector}</a></h2><p class="soft">${texts.inspectorText}</p></div>
<form class="card" method="post" action="/join"><h2>${texts.joinCode}</h2><p class="soft">${texts.joinCodeText}</p>
<label>${texts.sessionCode}<input name="code" required placeholder="s12-345-678"></label><button>${texts.go}</button></form>
</div>`,
    });
  });

  app.get('/emulator/assets/style.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(styleSheet),
  );
  app.get('/emulator/assets/permissions.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(tickScript),
  );

  app.get('/emulator/assets/live.js', (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(liveScript),
  );

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.toLowerCase();
    if (path.startsWith('/api/') || path.startsWith('/emulator/')) {
      return reply
        .code(404)
        .send({ error: 'not_found', error_description: 'There is nothing at this address.', error_code: 10 });
    }
    return sendMissing(visitOf(emulation, request, reply), reply);
  });
}

const tickScript = `const wanted = ${JSON.stringify(articlePermissions)};
for (const button of document.querySelectorAll('[data-tick-article]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    for (const box of document.querySelectorAll('input[name=permission]')) box.checked = wanted.includes(box.value);
  });
}
`;

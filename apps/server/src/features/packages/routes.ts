import { isPackageRefusal, packageLimits } from '@fernwart/addon-kit/package';
import {
  inspection,
  installAnswer,
  installBody,
  installedPackages,
  type Language,
  removePackageBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Actor } from '../../platform/http/actor.ts';
import { Problem } from '../../platform/http/problem.ts';
import type { Router } from '../../platform/http/route.ts';
import type { By, Packages } from './packages.ts';

const base = '/api/v1/packages';
const params = z.object({ id: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/) });

/** Administration → Extensions → Installed packages. */
export function packageRoutes(router: Router, { packages }: { packages: Packages }): void {
  router.add({
    method: 'GET',
    path: base,
    summary: 'Installed packages',
    who: 'administrator',
    answer: installedPackages,
    handle: async () => ({ items: await packages.list() }),
  });
  router.add({
    method: 'POST',
    path: `${base}/uploads`,
    summary: 'Upload a package and learn what it is; nothing is installed',
    who: 'administrator',
    accepts: 'application/zip',
    bodyLimit: packageLimits.compressedBytes + 1,
    answer: inspection,
    status: 201,
    handle: ({ request, actor, language }) => {
      const bytes: unknown = request.body;
      if (!Buffer.isBuffer(bytes)) throw new Problem('unsupported_media_type');
      return orRefused(language, () => packages.upload(bytes, by(actor)));
    },
  });
  router.add({
    method: 'POST',
    path: `${base}/installations`,
    summary: 'Start the installation of an uploaded package',
    who: 'administrator',
    body: installBody,
    answer: installAnswer,
    status: 202,
    handle: ({ body, actor, language }) =>
      orRefused(language, async () => ({ run: await packages.install(body, by(actor)) })),
  });
  router.add({
    method: 'POST',
    path: `${base}/:id/disable`,
    summary: 'Disable a package; its data and waiting runs stay',
    who: 'administrator',
    params,
    handle: ({ params: { id }, actor }) => packages.disable(id, by(actor)),
  });
  router.add({
    method: 'POST',
    path: `${base}/:id/enable`,
    summary: 'Enable a package again',
    who: 'administrator',
    params,
    handle: ({ params: { id }, actor }) => packages.enable(id, by(actor)),
  });
  router.add({
    method: 'POST',
    path: `${base}/:id/removal`,
    summary: 'Remove a package, with or without its data',
    who: 'administrator',
    params,
    body: removePackageBody,
    handle: ({ params: { id }, body: { data, confirmName }, actor }) =>
      packages.remove(id, { data, ...(confirmName === undefined ? {} : { confirmName }) }, by(actor)),
  });
}

function by(actor: Actor): By {
  return { id: actor.id, name: actor.name };
}

/** A refusal's code stands first among the errors, then every fault that it lists. */
async function orRefused<T>(language: Language, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isPackageRefusal(error)) throw error;
    throw new Problem('package_refused', {
      detail: error.sentence,
      errors: [
        { path: error.code, message: error.sentence[language] },
        ...error.problems.map(({ path, text }) => ({ path, message: text[language] })),
      ],
    });
  }
}

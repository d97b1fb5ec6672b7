import {
  configuration,
  configurationOffers,
  configurations,
  configurationTypes,
  createConfigurationBody,
  id,
  updateConfigurationBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Router } from '../../platform/http/route.ts';
import type { Configurations } from './configurations.ts';

const path = '/api/v1/configurations';
const params = z.object({ id });

export function configurationRoutes(router: Router, deps: { configurations: Configurations }): void {
  const service = deps.configurations;
  router.add({
    method: 'GET',
    path: `${path}/types`,
    summary: 'Kinds of configurations that the installed packages bring, with their forms',
    who: 'administrator',
    answer: configurationTypes,
    handle: async ({ language }) => ({ items: service.types(language) }),
  });
  router.add({
    method: 'GET',
    path,
    summary: 'Configurations',
    who: 'administrator',
    answer: configurations,
    handle: async () => ({ items: await service.list() }),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Add a configuration',
    who: 'administrator',
    body: createConfigurationBody,
    problems: ['not_found'],
    answer: configuration,
    status: 201,
    handle: ({ actor, body }) => {
      const { isDefault, ...rest } = body;
      return service.create({ ...rest, ...(isDefault === undefined ? {} : { isDefault }) }, actor);
    },
  });
  router.add({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'One configuration; secrets are named, never shown',
    who: 'administrator',
    params,
    answer: configuration,
    handle: ({ params: { id } }) => service.get(id),
  });
  router.add({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change a configuration',
    who: 'administrator',
    params,
    body: updateConfigurationBody,
    answer: configuration,
    handle: ({ actor, params: { id }, body: { version, name, isDefault, values } }) =>
      service.update(
        id,
        {
          version,
          ...(name === undefined ? {} : { name }),
          ...(isDefault === undefined ? {} : { isDefault }),
          ...(values === undefined ? {} : { values }),
        },
        actor,
      ),
  });
  router.add({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Delete a configuration',
    who: 'administrator',
    params,
    handle: ({ actor, params: { id } }) => service.delete(id, actor),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id/offers`,
    summary: 'What may be done with a configuration now',
    who: 'administrator',
    params,
    answer: configurationOffers,
    handle: ({ actor, params: { id } }) => service.offers(id, actor),
  });
}

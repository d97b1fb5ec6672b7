import {
  asset,
  assetOffers,
  assetsPage,
  assetsQuery,
  createAssetBody,
  id,
  setAttributeBody,
  updateAssetBody,
} from '@fernwart/contract';
import { z } from 'zod';
import type { Router } from '../../platform/http/route.ts';
import type { Assets } from './assets.ts';

const params = z.object({ id });
const path = '/api/v1/assets';

/** Who may do what is decided object by object, by the assets' policy. */
export function assetRoutes(router: Router, assets: Assets): void {
  router.add({
    method: 'GET',
    path,
    summary: 'Assets that one may see, page by page',
    who: 'signed_in',
    query: assetsQuery,
    answer: assetsPage,
    handle: ({ actor, query, language }) => assets.list(actor, query, language),
  });
  router.add({
    method: 'POST',
    path,
    summary: 'Create an asset',
    who: 'signed_in',
    body: createAssetBody,
    answer: asset,
    status: 201,
    handle: ({ actor, body, language }) => assets.create(actor, body, language),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'One asset',
    who: 'signed_in',
    params,
    answer: asset,
    handle: ({ actor, params, language }) => assets.get(actor, params.id, language),
  });
  router.add({
    method: 'PATCH',
    path: `${path}/:id`,
    summary: 'Change an asset',
    who: 'signed_in',
    params,
    body: updateAssetBody,
    answer: asset,
    handle: ({ actor, params, body, language }) => assets.update(actor, params.id, body, language),
  });
  router.add({
    method: 'GET',
    path: `${path}/:id/offers`,
    summary: 'What may be done with an asset now',
    who: 'signed_in',
    params,
    answer: assetOffers,
    handle: ({ actor, params, language }) => assets.offers(actor, params.id, language),
  });
  router.add({
    method: 'PUT',
    path: `${path}/:id/attributes/:package/:attribute`,
    summary: "Set or remove a package's attribute by hand",
    who: 'signed_in',
    params: z.object({ id, package: z.string().max(60), attribute: z.string().max(60) }),
    body: setAttributeBody,
    answer: asset,
    handle: ({ actor, params, body, language }) =>
      assets.setAttribute(
        actor,
        params.id,
        { packageId: params.package, name: params.attribute, value: body.value },
        language,
      ),
  });
}

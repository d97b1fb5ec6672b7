export { checkManifest } from './check-manifest.ts';
export { checkStrings, type Strings } from './check-strings.ts';
export { type PackageLimits, packageLimits } from './limits.ts';
export { type PackageSource, packPackage, signPackage } from './pack-package.ts';
export {
  isPackageRefusal,
  isRefusalCode,
  type PackageProblem,
  PackageRefusal,
  refusalSentence,
} from './package-refusal.ts';
export { type PackageMigration, type ReadPackage, readPackage } from './read-package.ts';
export { type RefusalCode, refusalCodes, refusalSentences } from './refusals.ts';
export { generatePublisherKey, type PackageSignature, type PublisherKey, publicHalfOf } from './signature.ts';
export { type Publishers, type Trust, verifyPackage } from './verify-package.ts';

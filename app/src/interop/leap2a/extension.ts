/** What of a portfolio has no word in Leap2A: the blocks of a page, and what a picture shows. */
export const OURS = 'urn:x-vademecum:leap2a'
export const ourPrefix = 'vademecum'
/** Of schemes of categories, in full. */
export const categoriesOf = 'http://wiki.leapspecs.org/2A/categories/'

/** Services that keep accounts, data and numbers of their own, which are asked of them. */
export const OTHER_SERVICES = 'bank|savings|checking|credit|facebook|netflix|twitter|instagram|amazon';

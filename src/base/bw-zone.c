/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-zone.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char *id;
  const char *name;
  const char *meaning;
  const char *shape;
} zones[] = {
  [BW_ZONE_RED] = { "red", N_("Red"), N_("high strain: rest"), "■" },
  [BW_ZONE_YELLOW] = { "yellow", N_("Yellow"), N_("accumulating strain"), "◆" },
  [BW_ZONE_GREEN] = { "green", N_("Green"), N_("primed"), "●" },
};

BwZone
bw_zone_from_score (double score)
{
  if (score >= BW_ZONE_GREEN_FROM)
    return BW_ZONE_GREEN;
  if (score >= BW_ZONE_YELLOW_FROM)
    return BW_ZONE_YELLOW;
  return BW_ZONE_RED;
}

int
bw_zone_shown_score (double score)
{
  return (int) floor (CLAMP (score, 0.0, 100.0));
}

const char *
bw_zone_get_id (BwZone zone)
{
  return zones[zone].id;
}

const char *
bw_zone_get_name (BwZone zone)
{
  return _(zones[zone].name);
}

const char *
bw_zone_get_meaning (BwZone zone)
{
  return _(zones[zone].meaning);
}

const char *
bw_zone_get_shape (BwZone zone)
{
  return zones[zone].shape;
}

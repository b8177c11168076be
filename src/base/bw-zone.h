/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The three zones of the fatigue score, 0–100, high is fresh. A zone is never told by colour
 * alone: it has a word and a shape too. */
typedef enum {
  BW_ZONE_RED,    /* below 40:  ■ high strain: rest */
  BW_ZONE_YELLOW, /* 40 … 70:   ◆ accumulating strain */
  BW_ZONE_GREEN,  /* from 70:   ● primed */
} BwZone;

#define BW_ZONE_YELLOW_FROM 40.0
#define BW_ZONE_GREEN_FROM 70.0

/* The zone of an unrounded @score: 69.6 is yellow. */
BwZone bw_zone_from_score (double score);

/* The whole number to show, rounded down so that number and zone always agree: 69.6 shows as 69. */
int bw_zone_shown_score (double score);

const char *bw_zone_get_id (BwZone zone);      /* "green" … for files and JSON, never translated */
const char *bw_zone_get_name (BwZone zone);    /* translated: "Green" … */
const char *bw_zone_get_meaning (BwZone zone); /* translated: "primed" … */
const char *bw_zone_get_shape (BwZone zone);   /* "●", "◆" or "■" */

G_END_DECLS

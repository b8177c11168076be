/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-outlook.h"

G_BEGIN_DECLS

/* Thursday, 12 March 2026, 18:00 UTC: when the made-up forecasts are issued. */
#define TODAY_ISSUED (G_GINT64_CONSTANT (1773338400) * 1000)

/* What is special about a made-up outlook. */
typedef enum {
  TODAY_GREEN,
  TODAY_YELLOW,
  TODAY_RED,
  TODAY_CALIBRATING,     /* 5 days, no hours */
  TODAY_CALIBRATING_MS,  /* 5 days, hours in milliseconds */
  TODAY_NO_SCORE,        /* hours but no score of the night */
  TODAY_SDNN,            /* sparse, SDNN, track record unknown, notes */
  TODAY_NOTHING,         /* no hours, no score */
} TodayKind;

/* Returns: (transfer full) */
BwOutlook *today_outlook (TodayKind kind);

G_END_DECLS

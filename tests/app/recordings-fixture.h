/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/bw-ecg-set.h"

G_BEGIN_DECLS

/* When the first of them was recorded: 2026-03-01 08:00 UTC. One follows each hour. */
#define RECORDINGS_START_MS (G_GINT64_CONSTANT (1772352000) * 1000)

/* @n made-up recordings with ids from 1 and no labels: named ecg_1.csv …, of different lengths,
 * rates, qualities and classifications. Returns: (transfer full) */
BwEcgSet *recordings_fixture (guint n);

/* What a model says of one of them, of a day that it has not seen and with references of that day. Of
 * its 30 beats, votes go with @probability. @answer: BW_LABEL_NONE: not sure */
void recordings_fixture_predict (BwEcgSet *set,
                                 gint64    id,
                                 BwLabel   answer,
                                 double    probability);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-forecast-net.h"
#include "forecast/bw-gate.h"
#include "forecast/bw-issue.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The share of a library's span that is held out to try a net on. */
#define BW_VERDICT_HELD_OUT 0.35

/* What the gate found when a net was trained.
 *
 * The net that is tried was trained on the data before the held-out part alone; the one that is
 * kept is trained again, in the same way, on everything. The rival it is held against is the average,
 * which is what is shown without a net. The bands of both are the conformal ones, as they would have
 * been issued. */
typedef struct
{
  gboolean tried;                      /* there were enough data before the held-out part */
  gboolean imported;                   /* it came out of a file: nothing is known of it here */
  gboolean passes;
  gint64 from_ms, to_ms;               /* the held-out part */
  BwRival rival;                       /* the average; another in a model of an older version, */
                                       /* and then it neither passes nor was tried */
  BwDifference vs_rival;               /* pinball loss */
  double net_pinball;                  /* mean over 0.1, 0.5, 0.9, in ln units */
  double rival_pinball[BW_N_RIVALS];
  BwTrackRecord track;                 /* of the net on the held-out part */
  double margins[BW_CONFORMAL_BLOCKS][2];
} BwVerdict;

/* The first target issued at or after @time_ms; their number where there is none.
 * @targets: (element-type BwTarget): by issue time */
guint bw_verdict_first_issued (GArray *targets,
                               gint64  time_ms);

/* The net's own bands for the targets [first, end); the others are left alone. Outcomes have not gone into
 * them yet: bw_conformal_run(). Returns: %FALSE when cancelled */
gboolean bw_verdict_make_bands (BwBand          *bands,
                                BwForecastNet   *net,
                                const BwSeries  *series,
                                GArray          *targets,
                                guint            first,
                                guint            end,
                                GCancellable    *cancellable,
                                GError         **error);

/* Where the held-out part of the hours before @until_ms begins. */
gint64 bw_verdict_held_out_from (const BwSeries *series,
                                 gint64          until_ms);

/* Of a net that was not tried: the bands are its own quantiles, or around the tutorial's median those
 * of simulated people. */
void bw_verdict_init_untried (BwVerdict *self,
                              BwPreset   preset);

/**
 * bw_verdict_try:
 * @net: trained on what is before @from_ms
 * @warm_ms: its weights saw no target from here on: outcomes between warm and from calibrate its
 *   bands and judge nothing
 *
 * Returns: %FALSE when cancelled
 */
gboolean bw_verdict_try (BwVerdict       *self,
                         BwForecastNet   *net,
                         const BwSeries  *series,
                         gint64           warm_ms,
                         gint64           from_ms,
                         gint64           until_ms,
                         guint64          seed,
                         GCancellable    *cancellable,
                         GError         **error);

JsonNode *bw_verdict_to_json (const BwVerdict *self);
gboolean bw_verdict_from_json (BwVerdict  *self,
                               JsonObject *object);

/* One translated sentence. Returns: (transfer full) */
char *bw_verdict_get_text (const BwVerdict *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "forecast/bw-conformal.h"
#include "forecast/bw-outlook.h"
#include "forecast/bw-rivals.h"
#include "forecast/bw-score-weights.h"

G_BEGIN_DECLS

/* How far back the rolling origins go whose outcomes calibrate the bands and choose the rival. */
#define BW_ISSUE_ORIGIN_DAYS 180

/* A score's 80 % band is so many standard deviations of the level to either side, as of a normal
 * distribution. */
#define BW_ISSUE_BAND_SD 1.2815515655446004

/* So long is the forecast's own record. */
#define BW_ISSUE_TRACK_DAYS 90

/* What a learned model has to say at an issue time.
 *
 * Its margins followed the misses through its held-out part and stand still after it: on the days
 * that it was trained on it would seem better than it is. The next training, which every import that
 * brings something new is followed by, moves them on. */
typedef struct
{
  gint64 model_id;
  double z[BW_FORECAST_HOURS][3];                 /* quantiles 0.1, 0.5, 0.9; or a median */
  double margins[BW_CONFORMAL_BLOCKS][2];         /* below and above, from its own held-out part */
  BwTrackRecord track;
} BwIssueNet;

typedef struct
{
  const char *model;       /* "best", or a name; "lstm" needs @net */
  const BwIssueNet *net;   /* (nullable) */
  gboolean net_wins;       /* the gate's verdict: then "best" is the LSTM, else the average */
  const BwScoreWeights *weights;  /* (nullable): of the day's score; NULL for the defaults */
} BwIssueOptions;

typedef struct
{
  BwOrigin origin;
  GArray *targets;         /* (element-type BwTarget): of the rolling origins before */
  BwTrackRecord track;     /* of the model that is shown */
} BwIssue;

/**
 * bw_issue:
 * @series: nothing at or after @at_ms may be in it but empty hours
 * @issue: (out) (optional): what was made on the way; bw_issue_clear()
 *
 * Makes the forecast of the 24 civil hours that begin at or after @at_ms, from plain arrays alone.
 * Where the readings carry no usable signal, "best" is the profile unless the LSTM wins.
 *
 * Errors: %BW_ERROR_TOO_FEW, %BW_ERROR_NOT_FOUND (a model that is not there), cancelled.
 */
BwForecast *bw_issue (const BwSeries        *series,
                      gint64                 at_ms,
                      const BwIssueOptions  *options,
                      BwIssue               *issue,
                      GCancellable          *cancellable,
                      GError               **error);
void bw_issue_clear (BwIssue *self);

/**
 * bw_issue_net_hour:
 * @hour: (out): its time is there already
 * @k: from 0, of the 24
 *
 * What is shown of an hour where the learned model is: its quantiles, with their margins, in ms, and the
 * score of its median, whose band is that of the level.
 */
void bw_issue_net_hour (BwForecastHour   *hour,
                        const BwOrigin   *origin,
                        const BwIssueNet *net,
                        guint             k,
                        int               local_hour);

/* Turns the targets into the bands of one rival, and runs the conformal margins through them.
 * @conformal: (out) (optional) (transfer full)
 * Returns: (transfer full): one an element of targets */
BwBand *bw_issue_rival_bands (GArray       *targets,
                              BwRival       rival,
                              BwConformal **conformal);

/* The same of any forecast. @z: (array length=targets->len): expected z */
BwBand *bw_issue_bands (GArray        *targets,
                        const double  *z,
                        BwConformal  **conformal);

/* Mean pinball loss in ln units of bands that belong to @targets, from the @first-th on. */
double bw_issue_pinball (GArray       *targets,
                         const BwBand *bands,
                         guint         first);

/* The starts of the 24 civil hours that begin at or after @at_ms. */
void bw_issue_hours (GTimeZone *zone,
                     gint64     at_ms,
                     gint64     start_ms[BW_FORECAST_HOURS],
                     gint8      hour[BW_FORECAST_HOURS]);

G_END_DECLS

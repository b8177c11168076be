/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-zone.h"
#include "forecast/bw-score-weights.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define BW_FORECAST_HOURS 24

/* What a forecast runs on: one measure, never mixed. */
typedef enum {
  BW_MEASURE_AUTO,
  BW_MEASURE_RMSSD,           /* made by us from beats */
  BW_MEASURE_RMSSD_IMPORTED,  /* somebody else's RMSSD */
  BW_MEASURE_SDNN,            /* the watch's own value */
} BwMeasure;

const char *bw_measure_get_id (BwMeasure measure);    /* "rmssd" … */
const char *bw_measure_get_name (BwMeasure measure);  /* translated */
gboolean bw_measure_from_id (const char *id,
                             BwMeasure  *measure);

typedef enum {
  BW_PRESET_DEFAULT,
  BW_PRESET_TUTORIAL,
} BwPreset;

const char *bw_preset_get_id (BwPreset preset);
gboolean bw_preset_from_id (const char *id,
                            BwPreset   *preset);

/* One hour ahead. Times are UTC; ms are milliseconds of the measure. The scores, the zone and the
 * probabilities mean something only where the forecast has a score. */
typedef struct
{
  gint64 time_ms;
  int offset_min;                                /* of the person's zone at time_ms */
  double median_ms, low_ms, high_ms;             /* the 80 % band is low … high */
  double score, score_low, score_high;           /* unrounded, 0 … 100; 80 % band */
  BwZone zone;                                   /* of score */
  double p_green, p_yellow, p_red;               /* of the score shown then; add up to 1 */
} BwForecastHour;

/* A term of the day's score and how far it moved it from 81 (a usual day), in points. */
typedef struct
{
  char *id;              /* "hrv", "resting-heart-rate", "sleep" */
  double z;              /* against the person's own baseline, sign: high is fresh */
  double weight;
  double push;

  /* What z was made of: z = (value − mean) / sd, its sign turned for the resting heart rate. Forecasts
   * of score version 1 may be without. */
  gboolean has_value;
  gint64 time_ms;        /* of the measurement; of the last reading for "hrv" */
  int offset_min;        /* of the person's zone at time_ms */
  double value;          /* ln ms of the level; beats a minute; share of the time in bed asleep */
  double mean, sd;       /* of the person's own baseline, in the same unit */
} BwPush;

/* Returns: (transfer full) */
BwPush *bw_push_new (const char *id,
                     double      z,
                     double      weight,
                     double      push);
void bw_push_free (BwPush *self);

/* How lately issued forecasts did, from the model's own rolling origins. */
typedef struct
{
  gboolean known;
  guint n_hours;               /* hours with a reading; each was forecast from several origins */
  double coverage80;           /* share of the readings' hours inside the band, over all origins */
  double skill_percent;        /* pinball below the 14-day median's; positive is better */
  double skill_low, skill_high; /* its 95 % interval */
} BwTrackRecord;

/* The night to come, by a forecast of its own: the mean ln of the readings while asleep. The night's
 * z is against the person's own nights before, and the score that of z. */
typedef struct
{
  gboolean known;                       /* else there is but n_nights, and not that of a kept one */
  gint64 from_ms, to_ms;                /* the usual night to come, UTC */
  int from_offset_min, to_offset_min;   /* of the person's zone */
  double median_ms, low_ms, high_ms;    /* 80 % band, ms of the measure */
  double usual_ms;                      /* the median night of the last 60 days */
  double score, score_low, score_high;  /* unrounded, 0 … 100 */
  BwZone zone;                          /* of score */
  double p_green, p_yellow, p_red;      /* of the night as it will be measured; add up to 1 */
  guint n_nights;                       /* with readings, behind it */
  BwTrackRecord track;                  /* against the 60-day median; n_hours counts nights */
} BwNightForecast;

/* A forecast as issued. */
typedef struct
{
  gint64 issued_ms;      /* "now" of the forecast: just after the last data, or --at */
  int offset_min;        /* of the person's zone at issued_ms */
  BwMeasure measure;
  char *model;           /* "lstm", "average", "profile", "median", "seasonal", "persistence" … */
  gint64 model_id;       /* of the stored LSTM behind it, 0 for none */
  int baseline_days;     /* days with readings behind the baseline */
  gboolean calibrating;  /* fewer than 14: no score, hours hold ms only where there are any */
  gboolean has_score;
  double score_now;
  BwZone zone_now;
  double reliability;    /* of the level, 0 … 1 */
  guint score_version;   /* BW_SCORE_VERSION when it was made */
  double score_weights[BW_N_TERMS];                  /* as they were set, for all terms */
  double score_correlation[BW_N_TERMS][BW_N_TERMS];  /* of the terms' z in the baseline */
  BwTrackRecord track;   /* of the model that is shown */
  BwNightForecast night;
  guint n_hours;         /* BW_FORECAST_HOURS, or 0 where there is nothing to go by */
  BwForecastHour hours[BW_FORECAST_HOURS];
  gboolean has_net;      /* an LSTM has a say, shown or not: its own line at the same hours */
  double net_score[BW_FORECAST_HOURS];      /* where has_score */
  double net_median_ms[BW_FORECAST_HOURS];
  GPtrArray *pushes;     /* (element-type BwPush) */
  GPtrArray *notes;      /* (element-type utf8): translated sentences for people */
} BwForecast;

/* Empty, with its arrays made. Returns: (transfer full) */
BwForecast *bw_forecast_new (void);
void bw_forecast_free (BwForecast *self);

/* Whether there are scores ahead to draw, not only milliseconds. */
gboolean bw_forecast_has_scores (const BwForecast *self);

/* Whether the score now, which counts resting heart rate and sleep where they were measured, stands
 * elsewhere than the first hour ahead, which is HRV alone. */
gboolean bw_forecast_scores_differ (const BwForecast *self);

/* The document of `forecast run --json`, and back without loss. What is unknown is null.
 * Errors: %BW_ERROR_FORMAT. */
JsonNode *bw_forecast_to_json (const BwForecast *self);
BwForecast *bw_forecast_from_json (JsonNode  *node,
                                   GError   **error);

typedef struct
{
  BwMeasure measure;
  BwPreset preset;
  guint64 seed;
  gint64 until_ms;       /* nothing later is used; G_MAXINT64: all there is */
  guint max_epochs;      /* 0: the preset's */
  gboolean from_chance;  /* `default` begins from chance, not from what simulated people teach */
} BwTrainOptions;

/* What `forecast train` prints: the model's record. */
typedef struct
{
  gint64 model_id;
  BwPreset preset;
  BwMeasure measure;
  guint parameters;
  guint hours_used;
  guint epochs;
  guint best_epoch;
  double train_loss;
  double validation_loss;
  double seconds;
  gint64 from_ms, to_ms; /* the training span */
  guint64 seed;
  char *fingerprint;     /* of the data, hex */
  char *configuration;   /* JSON: "measure", "preset", "hidden", "layers", "seeds", "start" … */
  char *metrics;         /* JSON: the verdict, and the losses by epoch as "curves" */
  GPtrArray *notes;      /* (element-type utf8) */
} BwTrainResult;

void bw_train_result_free (BwTrainResult *self);

/**
 * bw_forecast_train:
 * @library: open for writing, in no transaction
 *
 * Trains the LSTM of the preset, calibrates the intervals, tries it against the plain rivals and
 * stores the model with the gate's verdict. The same data, options and machine give the same bits.
 *
 * Errors: %BW_ERROR_TOO_FEW where there are too few data for any learned model (bw_forecast_run()
 * then uses a rival), %G_IO_ERROR_CANCELLED.
 */
BwTrainResult *bw_forecast_train (BwLibrary             *library,
                                  const BwTrainOptions  *options,
                                  BwProgress            *progress,
                                  GCancellable          *cancellable,
                                  GError               **error);

/**
 * bw_forecast_run:
 * @at_ms: issue time; G_MAXINT64: just after the newest data
 * @model: "best" for what the gate says, or one of the names of `forecast run --model`
 * @store: whether the forecast is kept in the library (then it must be open for writing)
 *
 * Errors: %BW_ERROR_TOO_FEW where there is not one reading; %BW_ERROR_NOT_FOUND where the model
 * asked for by name was never trained.
 */
BwForecast *bw_forecast_run (BwLibrary     *library,
                             BwMeasure      measure,
                             gint64         at_ms,
                             const char    *model,
                             gboolean       store,
                             BwProgress    *progress,
                             GCancellable  *cancellable,
                             GError       **error);

/* Keeps a forecast, in place of one issued from the same moment by the same model.
 * @library: open for writing, in no transaction */
gboolean bw_forecast_store (BwLibrary         *library,
                            const BwForecast  *forecast,
                            GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwForecast, bw_forecast_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTrainResult, bw_train_result_free)

G_END_DECLS

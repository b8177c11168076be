/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Simulated people: hourly lives with a known truth. One generator serves the sample person, the
 * starting weights of the LSTM, the residuals of the population and the benches.
 *
 * A life is sleep, load from training, the strain both leave behind, and a level of ln RMSSD that
 * follows the hour, sleep, strain and a slow random wander (a first-order autoregression, AR). The
 * readings are noise around that level, a few a day, as a watch takes them. */

/* Raised where the same options begin to give another life. */
#define BW_SIMULATE_VERSION 1

typedef enum {
  BW_STRAIN_LINEAR,    /* fades by the hour, whatever the hour */
  BW_STRAIN_NONLINEAR, /* fades in sleep, hardly awake; hard sessions and short nights cost more */
} BwStrainLaw;

/* What makes one person differ from the next; the bracketed ranges are those random people are
 * drawn from. Levels are in ln (ms). */
typedef struct
{
  double base;            /* mean of ln RMSSD: 3.9 [3.3 – 4.3] */
  double daily_swing;     /* amplitude over the day: 0.18 [0.05 – 0.3] */
  double peak_hour;       /* local hour of the day's highest level: 4 [2.5 – 5.5] */
  double asleep_gain;     /* added while asleep: 0.12 */
  BwStrainLaw strain_law; /* linear */
  double strain_tau_h;    /* hours in which strain fades: 40 [24 – 60] */
  double strain_gain;     /* 1 [0.3 – 1.6] */
  double ar_tau_h;        /* 30 [10 – 60] */
  double ar_sd;           /* stationary: 0.12 [0.05 – 0.2] */
  double readings_a_day;  /* 6 [3 – 9] */
  double reading_sd;      /* of a reading around the level: 0.35 [0.2 – 0.45] */
} BwSimulateTraits;

typedef struct
{
  BwSimulateTraits traits;
  guint64 seed;
  guint days;             /* civil days, ≥ 1 */
  gint64 first_day;       /* as bw_time_days_from_civil() counts */
  GTimeZone *zone;        /* (nullable): borrowed; UTC where absent */
  double day_dropout;     /* chance that the watch stays off for a day, 0 … 1 */
  double week_dropout;    /* chance, a day, that it stays off for the week that follows */
} BwSimulateOptions;

/* One civil hour. The first block is the truth, known to nobody but an oracle. */
typedef struct
{
  gint64 start_ms;        /* UTC */
  double curve;           /* base and daily swing, without sleep */
  double strain;          /* taken off the level */
  double ar;              /* state of the wander */
  double level;           /* curve + asleep_gain · asleep − strain + ar */
  double load;            /* of training that ended in this hour; 1 is a usual session */
  double debt_h;          /* hours of sleep owed */
  double asleep;          /* share of the hour, 0 … 1 */
  double training;        /* share of the hour, 0 … 1 */

  gint8 hour;             /* 0 … 23, local */
  gint8 weekday;          /* 1 = Monday … 7 */
  guint8 worn;            /* the watch is on; where it is off nothing below was recorded */
  guint8 has_hr;
  double hr_bpm;          /* mean of the hour; valid where has_hr */
  double steps;
  double active_kcal;
  double exercise_min;    /* as recorded: off by up to 15 % */
  double asleep_min;      /* likewise */
} BwSimulatedHour;

typedef struct
{
  gint64 time_ms;         /* UTC */
  double ln_rmssd;        /* level + noise */
  guint hour;             /* index into hours */
} BwSimulatedReading;

typedef struct
{
  gint64 start_ms, end_ms; /* UTC */
  guint8 worn;
} BwSimulatedSleep;

typedef struct
{
  gint64 start_ms, end_ms; /* UTC */
  double load;
  guint8 worn;
} BwSimulatedWorkout;

typedef struct
{
  BwSimulateTraits traits;
  GArray *hours;          /* (element-type BwSimulatedHour): without gaps, ascending */
  GArray *readings;       /* (element-type BwSimulatedReading): ascending */
  GArray *sleeps;         /* (element-type BwSimulatedSleep): ascending */
  GArray *workouts;       /* (element-type BwSimulatedWorkout): ascending */
} BwSimulated;

/* The default person: linear strain, no dropouts, 400 days from 2024-01-01 in UTC. */
void bw_simulate_options_init (BwSimulateOptions *options,
                               guint64            seed);

/* A person drawn evenly from the ranges above; the law of strain is left as it is. */
void bw_simulate_traits_randomise (BwSimulateTraits *traits,
                                   guint64           seed);

/* Lives the days of @options, after forty days that are not kept, so that strain, debt and wander
 * have settled. The same options give the same life. A year takes about 2 ms.
 * Returns: (transfer full) */
BwSimulated *bw_simulate (const BwSimulateOptions *options);
void bw_simulated_free (BwSimulated *self);

/**
 * bw_simulate_rr:
 * @rr_ms: (out) (array length=n): RR intervals
 * @mean_ms: mean interval
 * @rmssd_ms: root mean square of the successive differences of the @n intervals
 * @lf_hf: ratio of the power around 0.1 Hz to that of breathing, around 0.25 Hz
 *
 * A tachogram with the two-peaked spectrum of McSharry et al. 2003 (IEEE Trans Biomed Eng 50:289)
 * and a slow first-order wander, scaled so that its RMSSD is the one asked for, but for intervals
 * that would leave 0.5 … 1.7 times the mean.
 */
void bw_simulate_rr (double *rr_ms,
                     guint   n,
                     double  mean_ms,
                     double  rmssd_ms,
                     double  lf_hf,
                     GRand  *rand);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSimulated, bw_simulated_free)

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-forecast-start.h"

#include "base/bw-random.h"
#include "forecast/bw-forecast-net-private.h"
#include "forecast/bw-simulate-hourly.h"

#include <gio/gio.h>

#define PEOPLE 200
#define DAYS 180
#define EPOCHS 16
#define MEMBERS 1
#define SEED 20240229

/* Shares of the people: whose days say little about the next, whose watch reads nearly every hour, who
 * record no heart rate, no activity, no sleep. On simulated people they cost nothing; on wearers of a
 * band they are worth 1 %. */
#define QUIET_PEOPLE 0.25
#define DENSE_PEOPLE 0.2
#define MISSING_STREAM 0.15

#define BATCH 16
#define LEARNING_RATE 3e-3

/* The first chunk of a person whose baseline is past its calibration; then every second week, for
 * more people teach more than more of each. */
#define FIRST_MIDDLE (15 * 24)
#define STRIDE (2 * BW_NET_HALF)

/* How much of the work the people are, and how much the training. */
#define PEOPLE_SHARE 0.15

typedef struct
{
  const BwForecastStartOptions *options;
  BwNetChunks **chunks;    /* one a person */
  GCancellable *cancellable;
} Crowd;

void
bw_forecast_start_options_init (BwForecastStartOptions *self)
{
  *self = (BwForecastStartOptions){
    .people = PEOPLE,
    .days = DAYS,
    .epochs = EPOCHS,
    .n_members = MEMBERS,
  };
}

/* People are less alike than the generator's. Watches stay off for a day now and then, and seldom for
 * a week. */
static BwHourly *
make_person (guint number,
             guint days)
{
  GRand *rand = bw_random_new (SEED + number, "start");
  BwSimulateOptions options;
  BwHourly *hourly;
  double quiet, missing[3];

  bw_simulate_options_init (&options, SEED + number);
  bw_simulate_traits_randomise (&options.traits, SEED + number);
  options.traits.strain_law = number % 2 ? BW_STRAIN_NONLINEAR : BW_STRAIN_LINEAR;
  options.days = days;
  options.first_day += number % 7;
  options.day_dropout = 0.03;
  options.week_dropout = 0.003;
  quiet = g_rand_double (rand) < QUIET_PEOPLE ? g_rand_double_range (rand, 0, 0.7) : 1;
  options.traits.strain_gain *= quiet;
  options.traits.ar_sd *= quiet;
  if (g_rand_double (rand) < DENSE_PEOPLE)
    options.traits.readings_a_day = g_rand_double_range (rand, 9, 22);
  for (int i = 0; i < 3; i++)
    missing[i] = g_rand_double (rand);
  g_rand_free (rand);

  hourly = bw_simulate_hourly (&options);
  for (guint i = 0; i < hourly->hours->len; i++)
    {
      BwHour *hour = &g_array_index (hourly->hours, BwHour, i);

      hour->has_hr &= missing[0] >= MISSING_STREAM;
      hour->has_steps &= missing[1] >= MISSING_STREAM;
      hour->has_energy &= missing[1] >= MISSING_STREAM;
      hour->has_sleep &= missing[2] >= MISSING_STREAM;
    }
  return hourly;
}

static void
add_person (guint    task,
            gpointer data)
{
  Crowd *crowd = data;
  g_autoptr (BwHourly) hourly = NULL;
  g_autoptr (BwSeries) series = NULL;
  BwFeatureScale scale;

  crowd->chunks[task] = bw_net_chunks_new ();
  if (g_cancellable_is_cancelled (crowd->cancellable))
    return;
  hourly = make_person (task, crowd->options->days);
  series = bw_series_new (hourly);
  bw_feature_scale_fit (&scale, series, 0, series->n_hours);
  for (guint middle = FIRST_MIDDLE + task * 24 % STRIDE; middle < series->n_hours;
       middle += STRIDE)
    bw_net_chunks_add (crowd->chunks[task], series, &scale, middle, 0, series->n_hours);
}

typedef struct
{
  BwNetChunks **chunks;
  GArray *person;          /* (element-type guint): of a chunk */
  GArray *number;          /* (element-type guint): of a chunk among the person's */
} People;

static void
fill_people (gpointer     data,
             gboolean     validation,
             const guint *samples,
             guint        n,
             float       *x,
             float       *target,
             float       *mask)
{
  const People *people = data;

  for (guint i = 0; i < n; i++)
    {
      guint person = g_array_index (people->person, guint, samples[i]);

      bw_net_chunks_copy (people->chunks[person],
                          g_array_index (people->number, guint, samples[i]), i, x, target, mask);
    }
}

typedef struct
{
  BwProgress *progress;
  guint member, n_members, epochs;
} Tell;

static void
on_epoch (gpointer data,
          guint    epoch,
          guint    best_epoch,
          double   validation_loss)
{
  Tell *tell = data;
  double done = tell->member + (double) epoch / tell->epochs;

  bw_progress_update (tell->progress,
                      PEOPLE_SHARE + (1 - PEOPLE_SHARE) * done / tell->n_members);
}

static BwForecastNet *
train (const BwForecastStartOptions  *options,
       People                        *people,
       BwPool                        *pool,
       BwProgress                    *progress,
       GCancellable                  *cancellable,
       GError                       **error)
{
  g_autoptr (BwForecastNet) net = bw_forecast_net_new (BW_PRESET_DEFAULT, options->n_hidden,
                                                       options->n_layers, options->n_members);
  const BwNetSamples samples = {
    .n_train = people->person->len,
    .n_epoch = people->person->len,
    .batch = BATCH,
    .steps = BW_NET_CHUNK,
    .from = BW_NET_BACK - 1,
    .n_targets = BW_NET_OUTPUTS,
    .data = people,
    .fill = fill_people,
  };

  for (guint m = 0; m < net->n_members; m++)
    {
      Tell tell = { progress, m, net->n_members, options->epochs };
      const BwNetFit how = {
        .seed = SEED + m,
        .max_epochs = options->epochs,
        .learning_rate = LEARNING_RATE,
        .blind = options->blind,
      };
      BwNetMemberStats stats;

      if (!bw_forecast_net_fit (net, m, &samples, &how, &stats, on_epoch, &tell, pool,
                                cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&net);
}

BwForecastNet *
bw_forecast_start_make (const BwForecastStartOptions  *options,
                        BwProgress                    *progress,
                        GCancellable                  *cancellable,
                        GError                       **error)
{
  g_autoptr (BwPool) pool = bw_pool_new (0);
  Crowd crowd = { options, g_new0 (BwNetChunks *, options->people), cancellable };
  People people = {
    crowd.chunks,
    g_array_new (FALSE, FALSE, sizeof (guint)),
    g_array_new (FALSE, FALSE, sizeof (guint)),
  };
  BwForecastNet *net = NULL;

  bw_pool_run (pool, options->people, add_person, &crowd);
  bw_progress_update (progress, PEOPLE_SHARE);
  for (guint p = 0; p < options->people; p++)
    for (guint i = 0; i < crowd.chunks[p]->n; i++)
      {
        g_array_append_val (people.person, p);
        g_array_append_val (people.number, i);
      }
  if (!g_cancellable_set_error_if_cancelled (cancellable, error))
    net = train (options, &people, pool, progress, cancellable, error);

  g_array_unref (people.person);
  g_array_unref (people.number);
  for (guint p = 0; p < options->people; p++)
    bw_net_chunks_free (crowd.chunks[p]);
  g_free (crowd.chunks);
  return net;
}

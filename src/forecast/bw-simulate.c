/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-simulate.h"

#include "base/bw-random.h"
#include "base/bw-time.h"

#include <math.h>

/* Days lived before the first that is kept. */
#define LEAD_DAYS 40

/* Hours of sleep that leave no debt, and days in which a debt fades. */
#define SLEEP_NEED_H 7.3
#define DEBT_TAU_DAYS 2.5

/* An evening's sleep or a day's session, before it is laid over the hours. */
typedef struct
{
  gint64 start_ms, end_ms;
  double amount; /* hours slept, or load */
} Event;

/* A generator for each part of a life, so that a change in one leaves the others as they were. */
typedef struct
{
  GRand *sleep, *load, *wander, *readings, *heart, *body, *wear;
} Dice;

static void
dice_init (Dice    *dice,
           guint64  seed)
{
  dice->sleep = bw_random_new (seed, "sleep");
  dice->load = bw_random_new (seed, "load");
  dice->wander = bw_random_new (seed, "wander");
  dice->readings = bw_random_new (seed, "readings");
  dice->heart = bw_random_new (seed, "heart");
  dice->body = bw_random_new (seed, "body");
  dice->wear = bw_random_new (seed, "wear");
}

static void
dice_clear (Dice *dice)
{
  g_rand_free (dice->sleep);
  g_rand_free (dice->load);
  g_rand_free (dice->wander);
  g_rand_free (dice->readings);
  g_rand_free (dice->heart);
  g_rand_free (dice->body);
  g_rand_free (dice->wear);
}

/* The instant of a local clock time, counted from the day's midnight and free to lie outside it. */
static gint64
instant_of (GTimeZone *zone,
            gint64     day,
            double     hours)
{
  gint64 wall = day * BW_TIME_DAY + (gint64) floor (hours * BW_TIME_HOUR);
  gint64 guess = wall - bw_time_offset (zone, wall) * BW_TIME_MINUTE;

  return wall - bw_time_offset (zone, guess) * BW_TIME_MINUTE;
}

/* One sleep an evening; the evenings before a free day (Friday, Saturday) are later and longer. */
static GArray *
plan_sleeps (GTimeZone *zone,
             gint64     first_day,
             guint      days,
             GRand     *rand)
{
  GArray *sleeps = g_array_new (FALSE, FALSE, sizeof (Event));

  for (guint i = 0; i < days; i++)
    {
      gint64 day = first_day + i;
      int weekday = bw_time_weekday_from_days (day);
      gboolean weekend = weekday == 5 || weekday == 6;
      double bedtime = 23.3 + (weekend ? 0.7 : 0) + 0.7 * bw_random_normal (rand);
      double hours;
      Event sleep;

      if (g_rand_double (rand) < 0.08)
        bedtime += 2;
      hours = CLAMP (7.2 + (weekend ? 0.5 : 0) + 0.9 * bw_random_normal (rand), 3.5, 10);

      sleep.start_ms = instant_of (zone, day, bedtime);
      sleep.end_ms = sleep.start_ms + (gint64) (hours * BW_TIME_HOUR);
      sleep.amount = hours;
      g_array_append_val (sleeps, sleep);
    }
  return sleeps;
}

/* At most one session a day, in blocks of hard and of easy days. */
static GArray *
plan_sessions (GTimeZone *zone,
               gint64     first_day,
               guint      days,
               GRand     *rand)
{
  GArray *sessions = g_array_new (FALSE, FALSE, sizeof (Event));
  double block = 1;
  int block_left = 0;

  for (guint i = 0; i < days; i++)
    {
      double chance, clock, load, minutes;
      Event session;

      if (block_left > 0)
        block_left--;
      else if (g_rand_double (rand) < 0.12)
        {
          block = g_rand_boolean (rand) ? 1.8 : 0.3;
          block_left = g_rand_int_range (rand, 4, 11) - 1;
        }
      else
        block = 1;

      /* Drawn whether or not there is a session, so that a day's dice do not move the next day's. */
      chance = g_rand_double (rand);
      clock = CLAMP (17.5 + 2.5 * bw_random_normal (rand), 8, 21);
      load = bw_random_gamma (rand, 4, 0.25) * block;
      if (chance >= MIN (0.9, 0.5 * block))
        continue;

      minutes = CLAMP (50 * load, 15, 110);
      session.start_ms = instant_of (zone, first_day + i, clock);
      session.end_ms = session.start_ms + (gint64) (minutes * BW_TIME_MINUTE);
      session.amount = load;
      g_array_append_val (sessions, session);
    }
  return sessions;
}

/* One flag a day: whether the watch is worn. */
static guint8 *
plan_wear (const BwSimulateOptions *options,
           GRand                   *rand)
{
  guint8 *worn = g_new (guint8, options->days);
  guint off_left = 0;

  for (guint i = 0; i < options->days; i++)
    {
      double day = g_rand_double (rand);
      double week = g_rand_double (rand);

      if (off_left == 0 && week < options->week_dropout)
        off_left = 7;
      worn[i] = off_left == 0 && day >= options->day_dropout;
      if (off_left > 0)
        off_left--;
    }
  return worn;
}

/* How much of [from, to) the ascending events cover, 0 … 1. @next is moved past those that ended. */
static double
share_covered (const GArray *events,
               guint        *next,
               gint64        from,
               gint64        to)
{
  gint64 covered = 0;

  while (*next < events->len && g_array_index (events, Event, *next).end_ms <= from)
    (*next)++;
  for (guint i = *next; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      if (event->start_ms >= to)
        break;
      covered += MIN (event->end_ms, to) - MAX (event->start_ms, from);
    }
  return (double) covered / (double) (to - from);
}

/* The sum of what the events that end in [from, to) amount to; @next moves past them. */
static gboolean
take_ended (const GArray *events,
            guint        *next,
            gint64        to,
            double       *amount)
{
  gboolean any = FALSE;

  *amount = 0;
  while (*next < events->len && g_array_index (events, Event, *next).end_ms < to)
    {
      *amount += g_array_index (events, Event, *next).amount;
      any = TRUE;
      (*next)++;
    }
  return any;
}

/* Steps and energy: little in the night, most around noon and evening, more in training. */
static void
move_body (BwSimulatedHour *hour,
           GRand           *rand)
{
  double awake = 1 - hour->asleep;
  double rhythm = 0.55 + 0.45 * sin (2 * G_PI * (hour->hour - 8) / 24.0)
                  + 0.25 * sin (4 * G_PI * (hour->hour - 7) / 24.0);
  double strolled = 470 * MAX (rhythm, 0.05) * bw_random_gamma (rand, 1.3, 1 / 1.3);
  double trained = 6800 * bw_random_gamma (rand, 12, 1 / 12.0);

  hour->steps = awake * (1 - hour->training) * strolled + hour->training * trained;
  hour->active_kcal = 0.036 * hour->steps * (1 - hour->training)
                      + awake * 9 * bw_random_gamma (rand, 6, 1 / 6.0)
                      + hour->training * 520 * bw_random_gamma (rand, 16, 1 / 16.0);
}

static double
recorded (double  minutes,
          GRand  *rand)
{
  return MIN (60, minutes * g_rand_double_range (rand, 0.85, 1.15));
}

void
bw_simulate_options_init (BwSimulateOptions *options,
                          guint64            seed)
{
  *options = (BwSimulateOptions) {
    .traits = {
      .base = 3.9,
      .daily_swing = 0.18,
      .peak_hour = 4,
      .asleep_gain = 0.12,
      .strain_law = BW_STRAIN_LINEAR,
      .strain_tau_h = 40,
      .strain_gain = 1,
      .ar_tau_h = 30,
      .ar_sd = 0.12,
      .readings_a_day = 6,
      .reading_sd = 0.35,
    },
    .seed = seed,
    .days = 400,
    .first_day = bw_time_days_from_civil (2024, 1, 1),
  };
}

void
bw_simulate_traits_randomise (BwSimulateTraits *traits,
                              guint64           seed)
{
  GRand *rand = bw_random_new (seed, "traits");

  traits->base = g_rand_double_range (rand, 3.3, 4.3);
  traits->daily_swing = g_rand_double_range (rand, 0.05, 0.3);
  traits->peak_hour = g_rand_double_range (rand, 2.5, 5.5);
  traits->asleep_gain = 0.12;
  traits->strain_tau_h = g_rand_double_range (rand, 24, 60);
  traits->strain_gain = g_rand_double_range (rand, 0.3, 1.6);
  traits->ar_tau_h = g_rand_double_range (rand, 10, 60);
  traits->ar_sd = g_rand_double_range (rand, 0.05, 0.2);
  traits->readings_a_day = g_rand_double_range (rand, 3, 9);
  traits->reading_sd = g_rand_double_range (rand, 0.2, 0.45);
  g_rand_free (rand);
}

/* What is carried from hour to hour. */
typedef struct
{
  double fatigue;
  double debt_h;
  double ar;
} State;

static void
step (State                  *state,
      BwSimulatedHour        *hour,
      const BwSimulateTraits *traits,
      gboolean                woke,
      double                  slept_h,
      GRand                  *wander)
{
  double keep = exp (-1 / traits->ar_tau_h);

  if (woke)
    state->debt_h = state->debt_h * exp (-1 / DEBT_TAU_DAYS) + (SLEEP_NEED_H - slept_h);

  if (traits->strain_law == BW_STRAIN_LINEAR)
    state->fatigue = state->fatigue * exp (-1 / traits->strain_tau_h) + hour->load;
  else
    state->fatigue = state->fatigue * exp (-(hour->asleep / 16 + (1 - hour->asleep) / 100)
                                           * (40 / traits->strain_tau_h))
                     + 0.9 * pow (hour->load, 1.5) * (1 + 0.5 * CLAMP (state->debt_h, 0, 4));

  state->ar = keep * state->ar
              + traits->ar_sd * sqrt (1 - keep * keep) * bw_random_normal (wander);

  hour->debt_h = state->debt_h;
  hour->ar = state->ar;
  hour->strain = traits->strain_gain
                 * (0.16 * state->fatigue + 0.07 * CLAMP (state->debt_h, -1.5, 6));
  hour->curve = traits->base
                + traits->daily_swing * cos (2 * G_PI * (hour->hour - traits->peak_hour) / 24);
  hour->level = hour->curve + traits->asleep_gain * hour->asleep - hour->strain + hour->ar;
}

static void
record_hour (BwSimulatedHour *hour,
             GRand           *heart,
             GRand           *body)
{
  gboolean missing = g_rand_double (heart) < 0.1;

  hour->hr_bpm = 66 + 9 * cos (2 * G_PI * (hour->hour - 16) / 24.0) - 8 * hour->asleep
                 + 8.4 * hour->strain + 45 * hour->training + 5 * bw_random_normal (heart);
  hour->hr_bpm = MAX (hour->hr_bpm, 32);
  hour->has_hr = hour->worn && !missing;

  move_body (hour, body);
  hour->exercise_min = recorded (60 * hour->training, body);
  hour->asleep_min = recorded (60 * hour->asleep, body);
  if (!hour->worn)
    {
      hour->hr_bpm = 0;
      hour->steps = 0;
      hour->active_kcal = 0;
      hour->exercise_min = 0;
      hour->asleep_min = 0;
    }
}

/* Whether a reading is taken in this hour; at most one, somewhere in it. */
static void
maybe_read (GArray                 *readings,
            const BwSimulatedHour  *hour,
            guint                   index,
            gint64                  end_ms,
            const BwSimulateTraits *traits,
            GRand                  *rand)
{
  /* Neither a night of 7.3 h at 1.2 times the rate nor the hour that training takes on an average
   * day may move the day's number. */
  double rate = traits->readings_a_day / (24 + 0.2 * SLEEP_NEED_H - 1);
  double chance = rate * (1 + 0.2 * hour->asleep);
  double drawn = g_rand_double (rand);
  double when = g_rand_double (rand);
  double noise = bw_random_normal (rand);
  BwSimulatedReading reading;

  if (drawn >= chance || hour->training > 0 || !hour->worn)
    return;

  reading.time_ms = hour->start_ms + (gint64) (when * (double) (end_ms - hour->start_ms));
  reading.ln_rmssd = hour->level + traits->reading_sd * noise;
  reading.hour = index;
  g_array_append_val (readings, reading);
}

static gboolean
is_worn_at (const guint8            *worn,
            const BwSimulateOptions *options,
            GTimeZone               *zone,
            gint64                   time_ms)
{
  gint64 day = bw_time_local_day (zone, time_ms) - options->first_day;

  return day >= 0 && day < options->days && worn[day];
}

BwSimulated *
bw_simulate (const BwSimulateOptions *options)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GArray) sleeps = NULL;
  g_autoptr (GArray) sessions = NULL;
  g_autoptr (GArray) starts = NULL;
  g_autofree guint8 *worn = NULL;
  guint sleep_next = 0, wake_next = 0, train_next = 0, load_next = 0;
  State state = { 0 };
  BwSimulated *self;
  gint64 lead_day, kept_from, end_ms;
  Dice dice;

  g_return_val_if_fail (options->days > 0, NULL);

  zone = options->zone != NULL ? g_time_zone_ref (options->zone) : g_time_zone_new_utc ();
  dice_init (&dice, options->seed);

  lead_day = options->first_day - LEAD_DAYS;
  kept_from = instant_of (zone, options->first_day, 0);
  end_ms = instant_of (zone, options->first_day + options->days, 0);
  sleeps = plan_sleeps (zone, lead_day - 1, LEAD_DAYS + options->days + 1, dice.sleep);
  sessions = plan_sessions (zone, lead_day, LEAD_DAYS + options->days, dice.load);
  starts = bw_time_hours (zone, instant_of (zone, lead_day, 0), end_ms);
  worn = plan_wear (options, dice.wear);

  self = g_new0 (BwSimulated, 1);
  self->traits = options->traits;
  self->hours = g_array_sized_new (FALSE, TRUE, sizeof (BwSimulatedHour), options->days * 24 + 1);
  self->readings = g_array_new (FALSE, FALSE, sizeof (BwSimulatedReading));
  self->sleeps = g_array_new (FALSE, TRUE, sizeof (BwSimulatedSleep));
  self->workouts = g_array_new (FALSE, TRUE, sizeof (BwSimulatedWorkout));

  state.ar = options->traits.ar_sd * bw_random_normal (dice.wander);
  for (guint i = 0; i < starts->len; i++)
    {
      gint64 start = g_array_index (starts, gint64, i);
      gint64 end = i + 1 < starts->len ? g_array_index (starts, gint64, i + 1) : end_ms;
      gint64 day = bw_time_local_day (zone, start);
      BwSimulatedHour hour = { .start_ms = start };
      gboolean woke;
      double slept_h;

      hour.hour = (gint8) bw_time_local_hour (zone, start);
      hour.weekday = (gint8) bw_time_weekday_from_days (day);
      hour.asleep = share_covered (sleeps, &sleep_next, start, end);
      hour.training = share_covered (sessions, &train_next, start, end);
      take_ended (sessions, &load_next, end, &hour.load);
      woke = take_ended (sleeps, &wake_next, end, &slept_h);
      step (&state, &hour, &options->traits, woke, slept_h, dice.wander);
      if (start < kept_from)
        continue;

      hour.worn = worn[day - options->first_day];
      record_hour (&hour, dice.heart, dice.body);
      maybe_read (self->readings, &hour, self->hours->len, end, &options->traits, dice.readings);
      g_array_append_val (self->hours, hour);
    }

  for (guint i = 0; i < sleeps->len; i++)
    {
      const Event *event = &g_array_index (sleeps, Event, i);
      BwSimulatedSleep sleep = { event->start_ms, event->end_ms, 0 };

      if (event->end_ms <= kept_from || event->start_ms >= end_ms)
        continue;
      sleep.worn = is_worn_at (worn, options, zone, event->start_ms)
                   && is_worn_at (worn, options, zone, event->end_ms);
      g_array_append_val (self->sleeps, sleep);
    }
  for (guint i = 0; i < sessions->len; i++)
    {
      const Event *event = &g_array_index (sessions, Event, i);
      BwSimulatedWorkout workout = { event->start_ms, event->end_ms, event->amount, 0 };

      if (event->end_ms <= kept_from || event->start_ms >= end_ms)
        continue;
      workout.worn = is_worn_at (worn, options, zone, event->start_ms);
      g_array_append_val (self->workouts, workout);
    }

  dice_clear (&dice);
  return self;
}

void
bw_simulated_free (BwSimulated *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->hours);
  g_array_unref (self->readings);
  g_array_unref (self->sleeps);
  g_array_unref (self->workouts);
  g_free (self);
}

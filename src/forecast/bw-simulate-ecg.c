/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-simulate-ecg.h"

#include "base/bw-random.h"
#include "forecast/bw-simulate.h"

#include <math.h>

/* µV for one unit of the model's voltage, so that the R wave of a gain of 1 is about 800 µV. */
#define MICROVOLT_A_UNIT 16500.0

#define MAX_BEATS 128

/* A Gaussian event on the cycle: its angle (R at 0), strength and width in radians. */
typedef struct
{
  double theta, a, b;
} Event;

enum {
  EVENT_P,
  EVENT_Q,
  EVENT_R,
  EVENT_S,
  EVENT_ST,
  EVENT_T,
  N_EVENTS
};

void
bw_simulate_ecg_day_init (BwSimulateEcgDay *day,
                          GRand            *rand)
{
  day->hr_bpm = 61 + 4 * bw_random_normal (rand);
  day->rmssd_ms = exp (3.6 + 0.25 * bw_random_normal (rand));
  day->gain = exp (0.12 * bw_random_normal (rand));
  day->t_wave = exp (0.09 * bw_random_normal (rand));
  day->t_angle = 0.05 * bw_random_normal (rand);
  day->p_wave = exp (0.1 * bw_random_normal (rand));
  day->st_uv = 10 * bw_random_normal (rand);
  day->noise_uv = 4 * exp (0.3 * bw_random_normal (rand));
  day->wander_uv = 22 * exp (0.3 * bw_random_normal (rand));
}

/* Angles and widths follow the rate as in the paper's section on rate dependence: a faster heart
 * spreads the events over more of the cycle (Bazett). At 60 beats a minute the paper's own events last
 * longer than a healthy heart's (QRS 150 ms); these are as high and narrower: PR about 180 ms, QRS
 * 90 ms, QT 420 ms. */
static void
place_events (Event                   events[N_EVENTS],
              const BwSimulateEcgDay *day,
              double                  hr_bpm,
              double                  t_wave)
{
  const double degree = G_PI / 180;
  double factor = sqrt (hr_bpm / 60);
  double root = sqrt (factor);

  events[EVENT_P]
    = (Event) { BW_SIMULATE_ECG_P_DEGREES * degree * root, 0.78 * day->p_wave, 0.2 };
  events[EVENT_Q] = (Event) { -9 * degree * factor, -14, 0.06 };
  events[EVENT_R] = (Event) { 0, 83, 0.06 };
  events[EVENT_S] = (Event) { 9 * degree * factor, -21, 0.06 };
  events[EVENT_ST] = (Event) { 45 * degree * root,
                               day->st_uv / MICROVOLT_A_UNIT * 2 * G_PI / (0.25 * 0.25), 0.25 };
  events[EVENT_T] = (Event) { BW_SIMULATE_ECG_T_DEGREES * degree * root + day->t_angle,
                              0.65 * t_wave, 0.35 };
  for (guint i = 0; i < N_EVENTS; i++)
    events[i].b *= factor;
}

/* dz/dt of the model. The point starts on the limit cycle and so stays on it: its angle alone says
 * where it is. */
static double
slope (const Event events[N_EVENTS],
       double      theta,
       double      z,
       double      baseline)
{
  double sum = baseline - z;

  for (guint i = 0; i < N_EVENTS; i++)
    {
      double d = theta - events[i].theta;
      double u;

      /* Both angles lie within half a turn of 0, or hardly outside. */
      if (d > G_PI)
        d -= 2 * G_PI;
      else if (d < -G_PI)
        d += 2 * G_PI;
      u = d / events[i].b;
      if (fabs (u) < 6)
        sum -= events[i].a * d * exp (-0.5 * u * u);
    }
  return sum;
}

/* Slow movement of the baseline: three sinusoids of random phase below breathing. */
typedef struct
{
  double omega[3], phase[3], amplitude;
} Wander;

static void
wander_init (Wander *wander,
             double  sd,
             GRand  *rand)
{
  for (guint i = 0; i < G_N_ELEMENTS (wander->omega); i++)
    {
      wander->omega[i] = 2 * G_PI * g_rand_double_range (rand, 0.03, 0.18);
      wander->phase[i] = g_rand_double_range (rand, 0, 2 * G_PI);
    }
  wander->amplitude = sd * sqrt (2 / 3.0);
}

static double
wander_at (const Wander *wander,
           double        t)
{
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wander->omega); i++)
    sum += sin (wander->omega[i] * t + wander->phase[i]);
  return wander->amplitude * sum;
}

void
bw_simulate_ecg (gint32                 *samples_nv,
                 guint                   n,
                 const BwSimulateEcgDay *day,
                 gboolean                glucose,
                 double                 *hr_bpm,
                 GRand                  *rand)
{
  const double dt = 1.0 / BW_SIMULATE_ECG_RATE_HZ;
  double rate = day->hr_bpm + 1.5 * bw_random_normal (rand) + (glucose ? 4 : 0);
  double t_wave = day->t_wave * exp (0.05 * bw_random_normal (rand)) * (glucose ? 0.85 : 1);
  double gain = day->gain * exp (0.03 * bw_random_normal (rand)) * MICROVOLT_A_UNIT;
  double breath_hz = 0.25 + 0.02 * bw_random_normal (rand);
  double breath_phase = g_rand_double_range (rand, 0, 2 * G_PI);
  double settling_uv = 250 * bw_random_normal (rand);
  double mains_phase = g_rand_double_range (rand, 0, 2 * G_PI);
  double theta = g_rand_double_range (rand, -G_PI, G_PI);
  double z = 0, noise = 0;
  double first_r = -1, last_r = -1;
  double rr_ms[MAX_BEATS];
  Event events[N_EVENTS];
  Wander wander;
  guint beat = 0, n_r = 0;

  g_return_if_fail (n <= BW_SIMULATE_ECG_SAMPLES);

  rate = CLAMP (rate, 42, 110);
  bw_simulate_rr (rr_ms, MAX_BEATS, 60000 / rate, day->rmssd_ms, 0.5, rand);
  place_events (events, day, rate, t_wave);
  wander_init (&wander, day->wander_uv, rand);

  for (guint i = 0; i < n; i++)
    {
      double t = i * dt;
      double omega = 2 * G_PI / (rr_ms[beat] / 1000);
      double breath = sin (2 * G_PI * breath_hz * t + breath_phase);
      double half = theta + 0.5 * omega * dt;
      double k1, k2, k3, k4, uv;

      /* Fourth-order Runge–Kutta, a step a sample. */
      k1 = slope (events, theta, z, 0);
      k2 = slope (events, half, z + 0.5 * dt * k1, 0);
      k3 = slope (events, half, z + 0.5 * dt * k2, 0);
      k4 = slope (events, theta + omega * dt, z + dt * k3, 0);
      z += dt / 6 * (k1 + 2 * k2 + 2 * k3 + k4);

      if (theta < 0 && theta + omega * dt >= 0)
        {
          last_r = t - theta / omega;
          if (n_r++ == 0)
            first_r = last_r;
        }
      theta += omega * dt;
      if (theta >= G_PI)
        {
          theta -= 2 * G_PI;
          beat = MIN (beat + 1, MAX_BEATS - 1);
        }

      noise = 0.6 * noise + 0.8 * bw_random_normal (rand);
      uv = gain * (1 + 0.03 * breath) * z + 0.6 * day->wander_uv * breath + wander_at (&wander, t)
           + day->noise_uv * noise + 1.2 * sin (2 * G_PI * 50 * t + mains_phase)
           + settling_uv * exp (-t / 0.5);
      samples_nv[i] = (gint32) lround (1000 * uv);
    }

  if (hr_bpm != NULL)
    *hr_bpm = n_r > 1 ? 60 * (n_r - 1) / (last_r - first_r) : rate;
}

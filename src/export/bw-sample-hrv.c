/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-sample-private.h"

#include "base/bw-random.h"
#include "base/bw-time.h"

#include <math.h>

/* The HRV readings: a minute of beats each, whose RMSSD is the one the life holds. */

#define MAX_BEATS 160

typedef struct
{
  gint64 time_ms; /* steps of 10 ms */
  int bpm;
} Beat;

/* What goes wrong with a reading. */
typedef enum {
  FLAW_NONE,
  FLAW_ARTEFACT,     /* one beat too many or too few */
  FLAW_LOST_CONTACT, /* a dozen beats, then nothing */
  FLAW_RESTLESS,     /* every third beat misplaced */
} Flaw;

static Flaw
draw_flaw (GRand *rand)
{
  double p = g_rand_double (rand);

  return p < 0.08 ? FLAW_ARTEFACT : p < 0.10 ? FLAW_LOST_CONTACT : p < 0.115 ? FLAW_RESTLESS
                                                                             : FLAW_NONE;
}

/* The watch's mistakes with the beats themselves: it took a wave for a beat, or overlooked one. */
static guint
add_artefact (double *rr_ms,
              guint   n,
              GRand  *rand)
{
  guint at = (guint) g_rand_int_range (rand, 8, (gint32) n - 8);

  if (g_rand_boolean (rand))
    {
      double share = g_rand_double_range (rand, 0.4, 0.6);

      for (guint i = n; i > at; i--)
        rr_ms[i] = rr_ms[i - 1];
      rr_ms[at + 1] = rr_ms[at] * (1 - share);
      rr_ms[at] *= share;
      return n + 1;
    }
  rr_ms[at] += rr_ms[at + 1];
  for (guint i = at + 1; i + 1 < n; i++)
    rr_ms[i] = rr_ms[i + 1];
  return n - 1;
}

/* Beats the watch did not see: their neighbours' times stay, they are left out of the list. */
static guint
drop_beats (Beat  *beats,
            guint  n,
            GRand *rand)
{
  int gaps = g_rand_int_range (rand, 0, 4);

  for (int g = 0; g < gaps; g++)
    {
      guint length = (guint) g_rand_int_range (rand, 2, 6);
      guint at;

      if (n < 40)
        break;
      at = (guint) g_rand_int_range (rand, 1, (gint32) (n - length));
      for (guint i = at; i + length < n; i++)
        beats[i] = beats[i + length];
      n -= length;
    }
  return n;
}

static guint
make_beats (Beat   *beats,
            gint64  start_ms,
            gint64  end_ms,
            double  hr_bpm,
            double  rmssd_ms,
            GRand  *rand)
{
  double mean_ms = 60000 / hr_bpm;
  double at = (double) start_ms + g_rand_double_range (rand, 800, 3500);
  double rr_ms[MAX_BEATS + 1];
  Flaw flaw = draw_flaw (rand);
  guint n = (guint) MIN (((double) end_ms - at) / mean_ms - 1, MAX_BEATS - 2);
  guint kept = 0;

  bw_simulate_rr (rr_ms, n, mean_ms, rmssd_ms, 0.5, rand);
  if (flaw == FLAW_ARTEFACT)
    n = add_artefact (rr_ms, n, rand);
  else if (flaw == FLAW_RESTLESS)
    for (guint i = 0; i + 1 < n; i += 3)
      {
        double shift = rr_ms[i] * g_rand_double_range (rand, 0.25, 0.4);

        rr_ms[i] -= shift;
        rr_ms[i + 1] += shift;
      }
  else if (flaw == FLAW_LOST_CONTACT)
    n = (guint) g_rand_int_range (rand, 9, 15);

  for (guint i = 0; i < n; i++)
    {
      at += rr_ms[i];
      if (at >= (double) end_ms)
        break;
      beats[kept].time_ms = 10 * llround (at / 10);
      beats[kept].bpm = (int) lround (60000 / rr_ms[i]);
      kept++;
    }
  return drop_beats (beats, kept, rand);
}

/* The watch's own number: the sample standard deviation of 60000 / bpm over the beats listed. */
static double
sdnn (const Beat *beats,
      guint       n)
{
  double mean = 0, squares = 0;

  for (guint i = 0; i < n; i++)
    mean += 60000.0 / beats[i].bpm / n;
  for (guint i = 0; i < n; i++)
    squares += (60000.0 / beats[i].bpm - mean) * (60000.0 / beats[i].bpm - mean);
  return sqrt (squares / (n - 1));
}

/* The clock on the wall where the person was, not that of the export. */
static void
append_clock (BwSamplePerson *sample,
              gint64          time_ms)
{
  int offset = bw_time_offset (sample->zone, time_ms);
  gint64 centi = (time_ms + offset * BW_TIME_MINUTE) % BW_TIME_DAY / 10;
  int hour = (int) (centi / 360000);
  char point = sample->options.comma ? ',' : '.';
  int minute = (int) (centi / 6000 % 60), second = (int) (centi / 100 % 60);

  if (sample->options.clock_12h)
    g_string_append_printf (sample->buffer, "%d:%02d:%02d%c%02d %s",
                            hour % 12 == 0 ? 12 : hour % 12, minute, second, point,
                            (int) (centi % 100), hour < 12 ? "AM" : "PM");
  else
    g_string_append_printf (sample->buffer, "%02d:%02d:%02d%c%02d", hour, minute, second, point,
                            (int) (centi % 100));
}

gboolean
bw_sample_write_readings (BwSamplePerson  *sample,
                          GError         **error)
{
  GRand *rand = bw_random_new (sample->options.seed, "sample-readings");
  gboolean ok = TRUE;

  for (guint r = 0; ok && r < sample->life->readings->len; r++)
    {
      const BwSimulatedReading *reading;
      const BwSimulatedHour *hour;
      gint64 start, end;
      Beat beats[MAX_BEATS];
      guint n;

      reading = &g_array_index (sample->life->readings, BwSimulatedReading, r);
      hour = &g_array_index (sample->life->hours, BwSimulatedHour, reading->hour);
      start = reading->time_ms - reading->time_ms % BW_TIME_SECOND;
      end = start + g_rand_int_range (rand, 60, 66) * BW_TIME_SECOND;
      if (end > sample->end_ms)
        break;

      n = make_beats (beats, start, end, CLAMP (hour->hr_bpm, 42, 100),
                      CLAMP (exp (reading->ln_rmssd), 4, 220), rand);
      g_string_append (sample->buffer,
                       " <Record type=\"HKQuantityTypeIdentifierHeartRateVariabilitySDNN\"");
      bw_sample_append_common (sample, BW_SAMPLE_WATCH, "ms", end + BW_TIME_SECOND, start, end);
      g_string_append (sample->buffer, " value=\"");
      bw_sample_append_number (sample->buffer, sdnn (beats, n), 4, '.');
      g_string_append (sample->buffer,
                       "\">\n"
                       "  <MetadataEntry key=\"HKAlgorithmVersion\" value=\"2\"/>\n"
                       "  <HeartRateVariabilityMetadataList>\n");
      for (guint i = 0; i < n; i++)
        {
          g_string_append_printf (sample->buffer,
                                  "   <InstantaneousBeatsPerMinute bpm=\"%d\" time=\"",
                                  beats[i].bpm);
          append_clock (sample, beats[i].time_ms);
          g_string_append (sample->buffer, "\"/>\n");
        }
      g_string_append (sample->buffer, "  </HeartRateVariabilityMetadataList>\n </Record>\n");
      ok = bw_sample_flush (sample, FALSE, error);
    }

  g_rand_free (rand);
  return ok;
}

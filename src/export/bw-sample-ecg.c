/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "export/bw-sample-private.h"

#include "base/bw-random.h"
#include "base/bw-time.h"
#include "forecast/bw-simulate-ecg.h"

/* The ECG recordings: mornings with recordings before breakfast, from 7:30, and on most of them
 * again from 8:25, forty-five minutes after a glucose drink. Apple's files carry no labels; the
 * clock tells which is which. */

#define EACH 4

typedef struct
{
  guint days_ago;
  gboolean glucose;
} Morning;

/* From the oldest on. */
static const Morning mornings[] = {
  { 47, TRUE }, { 41, TRUE },  { 36, TRUE }, { 30, TRUE }, { 26, FALSE },
  { 22, TRUE }, { 17, TRUE }, { 11, TRUE }, { 6, FALSE }, { 2, TRUE },
};

static void
append_header (BwSamplePerson *sample,
               gint64          start_ms,
               double          hr_bpm)
{
  /* A recording prints its own local time, not that of the export. */
  int offset = sample->export_offset_min;

  sample->export_offset_min = bw_time_offset (sample->zone, start_ms);
  g_string_append (sample->buffer, "Name,Sample Person\n"
                                   "Date of Birth,\"Mar 14, 1985\"\n"
                                   "Recorded Date,");
  bw_sample_append_date (sample, start_ms);
  g_string_append_printf (sample->buffer,
                          "\n"
                          "Classification,%s\n"
                          "Symptoms,\n"
                          "Software Version,2.0\n"
                          "Device,\"Watch7,5\"\n"
                          "Sample Rate,%d hertz\n"
                          "\n"
                          "\n"
                          "Lead,Lead I\n"
                          "Unit,µV\n"
                          "\n",
                          hr_bpm < 50 ? "Heart Rate Below 50" : "Sinus Rhythm",
                          BW_SIMULATE_ECG_RATE_HZ);
  sample->export_offset_min = offset;
}

static gboolean
write_recording (BwSamplePerson          *sample,
                 gint64                   day,
                 guint                    number,
                 gint64                   start_ms,
                 const BwSimulateEcgDay  *look,
                 gboolean                 glucose,
                 GRand                   *rand,
                 GError                 **error)
{
  g_autofree gint32 *samples_nv = g_new (gint32, BW_SIMULATE_ECG_SAMPLES);
  g_autofree char *date = bw_time_format_day (day);
  g_autofree char *name = NULL;
  double hr_bpm;

  bw_simulate_ecg (samples_nv, BW_SIMULATE_ECG_SAMPLES, look, glucose, &hr_bpm, rand);
  name = number == 0
           ? g_strdup_printf ("apple_health_export/electrocardiograms/ecg_%s.csv", date)
           : g_strdup_printf ("apple_health_export/electrocardiograms/ecg_%s_%u.csv", date, number);
  if (!bw_zip_writer_begin_entry (sample->zip, name, error))
    return FALSE;

  append_header (sample, start_ms, hr_bpm);
  for (guint i = 0; i < BW_SIMULATE_ECG_SAMPLES; i++)
    {
      bw_sample_append_number (sample->buffer, samples_nv[i] / 1000.0, 3,
                               sample->options.comma ? ',' : '.');
      g_string_append_c (sample->buffer, '\n');
    }
  return bw_sample_flush (sample, TRUE, error);
}

/* Midnight in the person's zone. */
static gint64
midnight (BwSamplePerson *sample,
          gint64          day)
{
  gint64 noon = day * BW_TIME_DAY + 12 * BW_TIME_HOUR;

  return bw_time_day_start (sample->zone,
                            noon - bw_time_offset (sample->zone, noon) * BW_TIME_MINUTE);
}

/* Without the watch there is no recording. */
static gboolean
is_worn (BwSamplePerson *sample,
         gint64          time_ms)
{
  gint64 first = g_array_index (sample->life->hours, BwSimulatedHour, 0).start_ms;
  gint64 index = (time_ms - first) / BW_TIME_HOUR;

  return time_ms >= first && index < sample->life->hours->len
         && g_array_index (sample->life->hours, BwSimulatedHour, index).worn;
}

gboolean
bw_sample_write_ecgs (BwSamplePerson  *sample,
                      GError         **error)
{
  gint64 last_day = sample->first_day + sample->options.days - 1;

  for (guint m = 0; m < G_N_ELEMENTS (mornings); m++)
    {
      gint64 day = last_day - mornings[m].days_ago;
      g_autofree char *part = g_strdup_printf ("sample-ecg-%u", m);
      GRand *rand = bw_random_new (sample->options.seed, part);
      gint64 at[2] = { midnight (sample, day) + 7 * BW_TIME_HOUR + 30 * BW_TIME_MINUTE,
                       midnight (sample, day) + 8 * BW_TIME_HOUR + 25 * BW_TIME_MINUTE };
      gboolean ok = TRUE;
      BwSimulateEcgDay look;

      bw_simulate_ecg_day_init (&look, rand);
      for (guint i = 0; ok && i < (mornings[m].glucose ? 2 * EACH : EACH); i++)
        {
          gboolean glucose = i >= EACH;
          gint64 start = at[glucose] + (i % EACH) * 95 * BW_TIME_SECOND
                         + g_rand_int_range (rand, 0, 40) * BW_TIME_SECOND;

          if (!is_worn (sample, start))
            break;
          ok = write_recording (sample, day, i, start, &look, glucose, rand, error);
        }
      g_rand_free (rand);
      if (!ok)
        return FALSE;
      bw_progress_update (sample->progress, (m + 1.0) / G_N_ELEMENTS (mornings));
    }
  return TRUE;
}

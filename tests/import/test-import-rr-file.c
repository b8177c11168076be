/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import-test.h"

#include "base/bw-time.h"
#include "import/bw-import-source-private.h"
#include "import/bw-rr-file.h"

#include <math.h>
#include <string.h>

#define N 60
#define GAP_AT 30
#define GAP_MS 5000

/* 2023-01-05 07:31:22 UTC */
#define START_MS G_GINT64_CONSTANT (1672903882000)

/* A resting heart in whole milliseconds: breathing, and a little noise that is always the same. */
static int
interval (guint i)
{
  return 800 + (int) round (60 * sin (i / 5.0)) + (int) (i * 7919 % 23) - 11;
}

/* When interval @i began, in ms since the first beat, with the gap. */
static int
begin_of (guint i)
{
  int sum = i >= GAP_AT ? GAP_MS : 0;

  for (guint j = 0; j < i; j++)
    sum += interval (j);
  return sum;
}

static int
end_of (guint i)
{
  return begin_of (i) + interval (i);
}

/* `2023-01-05T07:31:22.801` of a time since the first beat. */
static const char *
stamp (int         ms,
       char        between,
       const char *suffix)
{
  static char text[64];

  g_snprintf (text, sizeof text, "2023-01-05%c%02d:%02d:%02d.%03d%s", between,
              7 + (31 * 60 + 22 + ms / 1000) / 3600, (31 * 60 + 22 + ms / 1000) / 60 % 60,
              (22 + ms / 1000) % 60, ms % 1000, suffix);
  return text;
}

typedef void (*WriteRow) (GString *text,
                          guint    i);

static void
row_ms (GString *text,
        guint    i)
{
  g_string_append_printf (text, "%d\n", interval (i));
}

static void
row_s_comma_crlf (GString *text,
                  guint    i)
{
  g_string_append_printf (text, "0,%03d\r\n", interval (i));
}

static void
row_ms_comma (GString *text,
              guint    i)
{
  g_string_append_printf (text, "%d,0\n", interval (i));
}

static void
row_cr (GString *text,
        guint    i)
{
  g_string_append_printf (text, "%d\r", interval (i));
}

static void
row_bpm (GString *text,
         guint    i)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%s\n", g_ascii_dtostr (number, sizeof number, 60000.0 / interval (i)));
}

static void
row_seven (GString *text,
           guint    i)
{
  g_string_append_printf (text, "%d%s", interval (i), i % 7 == 6 ? "\n" : " ");
}

static void
row_two (GString *text,
         guint    i)
{
  g_string_append_printf (text, "%d%s", interval (i), i % 2 == 1 ? "\n" : "\t");
}

static void
row_semicolon (GString *text,
               guint    i)
{
  g_string_append_printf (text, "%s%d", i > 0 ? ";" : "", interval (i));
}

static void
row_comma_list (GString *text,
                guint    i)
{
  g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", interval (i));
}

static void
row_index (GString *text,
           guint    i)
{
  g_string_append_printf (text, "%u %d\n", i + 1, interval (i));
}

static void
row_flag (GString *text,
          guint    i)
{
  g_string_append_printf (text, "%d 0\n", interval (i));
}

static void
row_corrected (GString *text,
               guint    i)
{
  g_string_append_printf (text, "%d\t%d\n", interval (i), interval (i) + (i % 9 == 0 ? 40 : 0));
}

static void
row_time_end_s (GString *text,
                guint    i)
{
  int end = end_of (i);

  g_string_append_printf (text, "%d.%03d\t0.%03d\n", end / 1000, end % 1000, interval (i));
}

static void
row_time_end_ms (GString *text,
                 guint    i)
{
  g_string_append_printf (text, "%d,%d\n", end_of (i), interval (i));
}

static void
row_time_begin (GString *text,
                guint    i)
{
  g_string_append_printf (text, "%d.%03d %d\n", begin_of (i) / 1000, begin_of (i) % 1000, interval (i));
}

static void
row_time_behind (GString *text,
                 guint    i)
{
  g_string_append_printf (text, "%d;%d\n", interval (i), end_of (i));
}

static void
row_sensor_logger (GString *text,
                   guint    i)
{
  g_string_append_printf (text, "%s;%d\n", stamp (end_of (i), 'T', ""), interval (i));
}

static void
row_offset (GString *text,
            guint    i)
{
  g_string_append_printf (text, "%s,%d\n", stamp (end_of (i), 'T', "+01:00"), interval (i));
}

static void
row_hrv_logger (GString *text,
                guint    i)
{
  g_string_append_printf (text, "%s,%d,%d\n", stamp (end_of (i), ' ', ""), interval (i), end_of (i));
}

static void
row_epoch (GString *text,
           guint    i)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ", %d, %d\n", START_MS + end_of (i), interval (i),
                          end_of (i));
}

static void
row_empatica (GString *text,
              guint    i)
{
  int end = end_of (i);

  g_string_append_printf (text, "%d.%03d000,0.%03d000\n", end / 1000, end % 1000, interval (i));
}

static void
row_clock (GString *text,
           guint    i)
{
  g_string_append_printf (text, "%s;%d\n", stamp (end_of (i), 'T', "") + 11, interval (i));
}

static void
row_parted_stamp (GString *text,
                  guint    i)
{
  g_string_append_printf (text, "%s %d\n", stamp (end_of (i), ' ', ""), interval (i));
}

static void
row_rate (GString *text,
          guint    i)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (text, "%d.%03d,%s\n", end_of (i) / 1000, end_of (i) % 1000,
                          g_ascii_dtostr (number, sizeof number, 60000.0 / interval (i)));
}

static void
row_kubios (GString *text,
            guint    i)
{
  int end = end_of (i);

  g_string_append_printf (text, "%d.%03d0,0.%03d0,%u.%u,0.00012,,\n", end / 1000, end % 1000,
                          interval (i), i / 10, i % 10);
}

static void
row_quoted (GString *text,
            guint    i)
{
  g_string_append_printf (text, "\"%u\",\"%d\",\"good\"\n", i, interval (i));
}

#define KUBIOS                                                                                     \
  "Kubios HRV,\nFile name:,x.txt\n\nRESULTS FOR SINGLE SAMPLES\nMean RR*  (ms):,812.3,\n"          \
  "SDNN (ms):,33.2,\nRMSSD (ms):,22.1,\n\nRR INTERVAL DATA and SPECTRUM ESTIMATES\n,SAMPLE 1\n"    \
  "RR data,,FFT spectrum,,AR spectrum\nTime,RR interval,Frequency,PSD,Frequency,PSD\n"             \
  "(s),(s),(Hz),(s^2/Hz),(Hz),(s^2/Hz)\n"

#define HRM "[Params]\r\nVersion=106\r\nDate=20230105\r\nStartTime=07:31:22.0\r\n"

typedef enum {
  NO_DAY,    /* nothing tells when: the day of the file itself */
  DAY,
  TIME,
  TIME_CET,  /* told an hour east of UTC */
} When;

static const struct
{
  const char *what;
  const char *name;
  const char *before;
  WriteRow row;
  const char *after;
  const char *unit;
  gboolean has_gap;
  When when;
} formats[] = {
  { "milliseconds", "a.txt", "", row_ms, "", "ms", FALSE, NO_DAY },
  { "seconds, comma, CRLF", "a.txt", "", row_s_comma_crlf, "", "s", FALSE, NO_DAY },
  { "milliseconds, comma", "a.txt", "", row_ms_comma, "", "ms", FALSE, NO_DAY },
  { "CR", "a.txt", "", row_cr, "", "ms", FALSE, NO_DAY },
  { "beats a minute", "a.txt", "", row_bpm, "", "bpm", FALSE, NO_DAY },
  { "byte order mark and heading", "a.txt", "\xef\xbb\xbfRR\n", row_ms, "", "ms", FALSE, NO_DAY },
  { "comments", "a.txt", "# a heart\n%\n//\n\n", row_ms, "\n# end\n", "ms", FALSE, NO_DAY },
  { "a line of words", "a.txt", "Subject twelve\n", row_ms, "", "ms", FALSE, NO_DAY },
  { "seven a line", "a.txt", "", row_seven, "", "ms", FALSE, NO_DAY },
  { "two a line", "a.txt", "", row_two, "", "ms", FALSE, NO_DAY },
  { "semicolons", "a.txt", "", row_semicolon, "", "ms", FALSE, NO_DAY },
  { "commas", "a.csv", "", row_comma_list, "", "ms", FALSE, NO_DAY },
  { "count beside", "a.txt", "", row_index, "", "ms", FALSE, NO_DAY },
  { "flag beside", "a.txt", "", row_flag, "", "ms", FALSE, NO_DAY },
  { "corrected beside", "a.txt", "", row_corrected, "", "ms", FALSE, NO_DAY },
  { "quoted", "a.csv", "\"No\",\"RR (ms)\",\"Quality\"\n", row_quoted, "", "ms", FALSE, NO_DAY },
  { "end and interval in s", "a.txt", "", row_time_end_s, "", "s", TRUE, NO_DAY },
  { "end and interval in ms", "a.csv", "", row_time_end_ms, "", "ms", TRUE, NO_DAY },
  { "begin in s, interval in ms", "a.txt", "", row_time_begin, "", "ms", TRUE, NO_DAY },
  { "the same with a heading", "a.txt", "time RR\n", row_time_begin, "", "ms", TRUE, NO_DAY },
  { "the same in a comment", "a.txt", "# time RR\n", row_time_begin, "", "ms", TRUE, NO_DAY },
  { "time behind", "a.csv", "", row_time_behind, "", "ms", TRUE, NO_DAY },
  { "Polar Sensor Logger", "a.txt", "Phone timestamp;RR-interval [ms]\n", row_sensor_logger, "", "ms",
    TRUE, TIME },
  { "offset", "a.csv", "timestamp,IBI\n", row_offset, "", "ms", TRUE, TIME_CET },
  { "HRV Logger", "a.csv", "date,rr,since start\n", row_hrv_logger, "", "ms", TRUE, TIME },
  { "HRV Logger, epoch", "a.csv", "timestamp, rr, since_start\n", row_epoch, "", "ms", TRUE, TIME },
  { "Empatica", "IBI.csv", "1672903882.000000, IBI\n", row_empatica, "", "s", TRUE, TIME },
  { "clock, day in the name", "x_2023-01-05.csv", "Time;RR\n", row_clock, "", "ms", TRUE, TIME },
  { "day and clock in columns", "a.txt", "", row_parted_stamp, "", "ms", TRUE, TIME },
  { "rates of beats", "a.csv", "time,hr\n", row_rate, "", "bpm", TRUE, NO_DAY },
  { "Kubios", "a.csv", KUBIOS, row_kubios, ",,6.0,0.00011,,\n,,6.1,0.0001,,\n", "s", TRUE, NO_DAY },
  { "Kubios in text", "a.txt", "RR (uncorrected)\n", row_ms, "\nRR (corrected)\n900\n901\n", "ms", FALSE,
    NO_DAY },
  { "Polar", "a.hrm", HRM "Interval=238\r\n\r\n[Note]\r\nDate=5\r\n\r\n[HRData]\r\n", row_ms, "", "ms",
    FALSE, TIME },
  { "Elite HRV", "2023-01-05 07-31-22.txt", "", row_ms, "", "ms", FALSE, TIME },
  { "day in the name", "rr_20230105.txt", "", row_ms, "", "ms", FALSE, DAY },
  { "header", "a.csv", "Name,Jo\nDevice,H10\nStart time,2023-01-05 07:31:22\nRR\n", row_ms, "", "ms",
    FALSE, TIME },
};

static char *
write_format (guint i)
{
  GString *text = g_string_new (formats[i].before);

  for (guint j = 0; j < N; j++)
    formats[i].row (text, j);
  g_string_append (text, formats[i].after);
  return g_string_free (text, FALSE);
}

static void
assert_format (const BwRrFile *file,
               guint           i)
{
  static const gint64 starts[] = { 12 * BW_TIME_HOUR + 40 * BW_TIME_DAY,
                                   START_MS - START_MS % BW_TIME_DAY + 12 * BW_TIME_HOUR, START_MS,
                                   START_MS - BW_TIME_HOUR };

  g_assert_cmpuint (file->intervals->n, ==, N);
  g_assert_true (bw_rr_intervals_is_valid (file->intervals));
  for (guint j = 0; j < N; j++)
    bw_assert_near (file->intervals->ms[j], interval (j), 1e-9);
  g_assert_cmpstr (file->header.unit, ==, formats[i].unit);
  g_assert_cmpuint (file->intervals->n_gaps, ==, formats[i].has_gap);
  if (formats[i].has_gap)
    {
      g_assert_cmpuint (file->intervals->gaps[0].before, ==, GAP_AT);
      bw_assert_near (file->intervals->gaps[0].length_ms, GAP_MS, 1e-6);
    }
  g_assert_cmpuint (file->n_unreadable, ==, 0);
  g_assert_cmpint (file->header.start_ms, ==, starts[formats[i].when]);
  g_assert_cmpint (file->header.offset_min, ==, formats[i].when == TIME_CET ? 60 : 0);
  g_assert_cmpint (file->header.time_known, ==, formats[i].when >= TIME);
  g_assert_cmpint (file->day_known, ==, formats[i].when >= DAY);
  g_assert_cmpuint (file->header.n_intervals, ==, N);
  bw_assert_near (file->header.duration_ms, end_of (N - 1) - (formats[i].has_gap ? 0 : GAP_MS), 1e-6);
}

/* Every way of writing the same heart gives the same intervals, gap and start. */
static void
test_formats (void)
{
  const BwRrFileOptions options = { .changed_ms = 40 * BW_TIME_DAY + 5 };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = write_format (i);
      g_autoptr (BwRrFile) file = NULL;
      g_autofree char *why_not = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", formats[i].what);
      file = bw_rr_file_parse (text, strlen (text), formats[i].name, &options, NULL, &error);
      g_assert_no_error (error);
      assert_format (file, i);
      g_assert_true (bw_rr_file_sniff (text, strlen (text), NULL, &why_not));
      g_assert_null (why_not);
      g_assert_cmpint (bw_source_sniff (text, strlen (text), NULL, NULL, NULL), ==, BW_CONTENT_RR);
    }
}

static char *
to_utf16 (const char *text,
          gboolean    big,
          gsize      *length)
{
  gsize n = strlen (text);
  char *out = g_malloc (2 * n + 2);

  memcpy (out, big ? "\xfe\xff" : "\xff\xfe", 2);
  for (gsize i = 0; i < n; i++)
    {
      out[2 + 2 * i + big] = text[i];
      out[2 + 2 * i + !big] = 0;
    }
  *length = 2 * n + 2;
  return out;
}

static void
test_utf16 (void)
{
  g_autofree char *text = write_format (0);

  for (guint big = 0; big < 2; big++)
    {
      gsize length;
      g_autofree char *wide = to_utf16 (text, big == 1, &length);
      g_autoptr (BwRrFile) file = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (bw_rr_file_sniff (wide, length, NULL, NULL));
      file = bw_rr_file_parse (wide, length, "a.txt", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (file->intervals->n, ==, N);
      bw_assert_near (file->intervals->ms[7], interval (7), 0);
    }
}

/* Where a file ends in the middle of a line, what came before is the same: at every length. */
static void
test_cut (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = write_format (i);

      for (gsize length = 0; length <= strlen (text); length++)
        {
          /* Its own memory, so that reading past the end is found. */
          g_autofree char *cut = g_memdup2 (text, MAX (length, 1));
          g_autoptr (BwRrFile) file = bw_rr_file_parse (cut, length, "a.txt", NULL, NULL, NULL);

          if (file != NULL)
            g_assert_true (bw_rr_intervals_is_valid (file->intervals));
          bw_rr_file_sniff (cut, length, NULL, NULL);
        }
    }
}

/* Phones take intervals from a sensor in bundles, late and at odd times: no gap in that, and a lost
 * packet is one. */
static void
test_bundles (void)
{
  for (guint lost = 0; lost < 2; lost++)
    {
      g_autoptr (GString) text = g_string_new ("Phone timestamp;RR-interval [ms]\n");
      g_autoptr (BwRrFile) file = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < N; i++)
        {
          int end = end_of (i) - (i >= GAP_AT && lost == 0 ? GAP_MS : 0);

          end = (end + 999) / 1000 * 1000 + 37 + (int) (i * 31 % 50);
          g_string_append_printf (text, "%s;%d\n", stamp (end, 'T', ""), interval (i));
        }
      file = bw_rr_file_parse (text->str, text->len, "a.txt", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (file->intervals->n_gaps, ==, lost);
      if (lost > 0)
        {
          g_assert_cmpuint (file->intervals->gaps[0].before, ==, GAP_AT);
          bw_assert_near (file->intervals->gaps[0].length_ms, GAP_MS, 300);
        }
      bw_assert_near (file->header.start_ms, START_MS, 300);
    }
}

/* Lines that are no number, and zeros, are gaps of unknown length, or of the length that times tell. */
static void
test_unreadable (void)
{
  static const char *const bad[] = { "--", "0", "-5", "1e999", "1e300", "NaN", "8oo", "812 ms" };

  for (guint timed = 0; timed < 2; timed++)
    for (guint b = 0; b < G_N_ELEMENTS (bad); b++)
      {
        g_autoptr (GString) text = g_string_new (timed ? "time;RR [ms]\n" : "RR [ms]\n");
        g_autoptr (BwRrFile) file = NULL;
        g_autoptr (GError) error = NULL;

        for (guint i = 0; i < N; i++)
          {
            if (timed)
              g_string_append_printf (text, "%d.%03d;", begin_of (i) / 1000, begin_of (i) % 1000);
            if (i == 10 || i == 11)
              g_string_append_printf (text, "%s\n", bad[b]);
            else
              g_string_append_printf (text, "%d\n", interval (i));
          }
        file = bw_rr_file_parse (text->str, text->len, "a.csv", NULL, NULL, &error);
        g_assert_no_error (error);
        g_assert_cmpuint (file->intervals->n, ==, N - 2);
        g_assert_cmpuint (file->n_unreadable, ==, 2);
        /* A number that is no time is found when the unit is. */
        g_assert_cmpint (file->unreadable_line, ==, strcmp (bad[b], "1e300") == 0 ? 0 : 12);
        g_assert_cmpuint (file->intervals->n_gaps, ==, timed ? 2 : 1);
        g_assert_cmpuint (file->intervals->gaps[0].before, ==, 10);
        bw_assert_near (file->intervals->gaps[0].length_ms, timed ? interval (10) + interval (11) : 0,
                        1e-6);
      }
}

/* Times of beats: the intervals lie between them. */
static void
test_beats (void)
{
  g_autoptr (GString) seconds = g_string_new (NULL);
  g_autoptr (GString) annotations = g_string_new (NULL);

  for (guint i = 0; i < 40; i++)
    {
      int end = end_of (i) - (i >= GAP_AT ? GAP_MS : 0);

      g_string_append_printf (seconds, "%d.%03d\n", end / 1000, end % 1000);
      g_string_append_printf (annotations, "%5d:%02d.%03d %8d     %c    0    0    0\n", end / 60000,
                              end / 1000 % 60, end % 1000, end * 36 / 100, i % 7 == 3 ? 'V' : 'N');
      /* What is no beat parts none. */
      if (i == 20)
        g_string_append_printf (annotations, "%5d:%02d.%03d %8d     +    0    0    0\t(AFIB\n",
                                end / 60000, end / 1000 % 60, end % 1000 + 1, end * 36 / 100 + 1);
    }
  for (guint k = 0; k < 2; k++)
    {
      const GString *text = k == 0 ? seconds : annotations;
      g_autoptr (BwRrFile) file = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (bw_rr_file_sniff (text->str, text->len, NULL, NULL));
      file = bw_rr_file_parse (text->str, text->len, "a.txt", NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (file->intervals->n, ==, 39);
      for (guint i = 0; i < 39; i++)
        bw_assert_near (file->intervals->ms[i], interval (i + 1), 1e-6);
    }
}

/* What the caller tells counts where the file does not, and before a name. */
static void
test_time_option (void)
{
  const BwRrFileOptions options = { .has_time = TRUE, .time_ms = 77777, .offset_min = -300 };
  g_autofree char *text = write_format (0);
  g_autofree char *timed = NULL;
  g_autoptr (BwRrFile) file = NULL;
  g_autoptr (BwRrFile) other = NULL;
  g_autoptr (GError) error = NULL;

  file = bw_rr_file_parse (text, strlen (text), "2020-01-01.txt", &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->header.start_ms, ==, 77777);
  g_assert_cmpint (file->header.offset_min, ==, -300);
  g_assert_true (file->header.time_known && file->day_known);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].what, "Polar Sensor Logger") == 0)
      timed = write_format (i);
  other = bw_rr_file_parse (timed, strlen (timed), "a.txt", &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (other->header.start_ms, ==, START_MS);
}

/* Clock times are of the person's zone; over a change of it no gap appears, and none is lost. */
static void
test_zone (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  const BwRrFileOptions options = { .zone = zone };
  g_autoptr (GString) text = g_string_new ("timestamp,rr\n");
  g_autoptr (BwRrFile) file = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (zone);
  /* 2023-03-26: at 2 o'clock it is 3. */
  for (guint i = 0; i < N; i++)
    {
      int at_ms = (int) (2 * BW_TIME_HOUR - 20 * BW_TIME_SECOND) + end_of (i)
                  - (i >= GAP_AT ? GAP_MS : 0);

      if (at_ms >= 2 * BW_TIME_HOUR)
        at_ms += BW_TIME_HOUR;
      g_string_append_printf (text, "2023-03-26 %02d:%02d:%02d.%03d,%d\n", at_ms / 3600000,
                              at_ms / 60000 % 60, at_ms / 1000 % 60, at_ms % 1000, interval (i));
    }
  file = bw_rr_file_parse (text->str, text->len, "a.csv", &options, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->intervals->n, ==, N);
  g_assert_cmpuint (file->intervals->n_gaps, ==, 0);
  g_assert_cmpint (file->header.start_ms, ==, at ("2023-03-26T00:59:40Z"));
  g_assert_cmpint (file->header.offset_min, ==, 60);
}

/* Empatica's times count from the start of the recording, where the first beat was not yet. */
static void
test_late (void)
{
  g_autoptr (GString) text = g_string_new ("1672903882.000000, IBI\n");
  g_autoptr (BwRrFile) file = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 20; i++)
    {
      int end = end_of (i) + 12300;

      g_string_append_printf (text, "%d.%03d,0.%03d\n", end / 1000, end % 1000, interval (i));
    }
  file = bw_rr_file_parse (text->str, text->len, "IBI.csv", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->header.start_ms, ==, START_MS + 12300);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/rr-file/formats", test_formats);
  g_test_add_func ("/import/rr-file/utf-16", test_utf16);
  g_test_add_func ("/import/rr-file/cut", test_cut);
  g_test_add_func ("/import/rr-file/bundles", test_bundles);
  g_test_add_func ("/import/rr-file/unreadable", test_unreadable);
  g_test_add_func ("/import/rr-file/beats", test_beats);
  g_test_add_func ("/import/rr-file/time-option", test_time_option);
  g_test_add_func ("/import/rr-file/zone", test_zone);
  g_test_add_func ("/import/rr-file/late", test_late);
  return g_test_run ();
}

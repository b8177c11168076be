/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-ecg-csv.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-ecg-header.h"
#include "import/bw-slice.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define DEFAULT_RATE_HZ 512.0
#define MAX_HEADER_LINES 64
#define MIN_SNIFF_LINES 8        /* numbers at the start of a file without a header */
#define MAX_LABEL_FOLDERS 4      /* how far up from a recording a label is looked for */
#define MAX_UNREADABLE_PERCENT 1 /* of the sample lines, for the recording to be kept */

/* The line at *@s, without its end and the blanks and quotes around it. Moves *@s to the next. */
static BwSlice
take_line (const char **s,
           const char  *end)
{
  const char *feed = memchr (*s, '\n', (gsize) (end - *s));
  BwSlice line = { *s, (gsize) ((feed != NULL ? feed : end) - *s) };

  *s = feed != NULL ? feed + 1 : end;
  while (line.length > 0 && g_ascii_isspace (line.text[line.length - 1]))
    line.length--;
  while (line.length > 0 && g_ascii_isspace (line.text[0]))
    {
      line.text++;
      line.length--;
    }
  return line;
}

typedef enum {
  SAMPLE,
  NO_NUMBER,
  OUT_OF_RANGE,
} Sample;

/* A line that is one number, in units of @nv_per_unit (a power of ten) nanovolts: exactly, rounded
 * half away from zero where it has more decimals than nanovolts. */
static Sample
parse_sample (BwSlice  line,
              gint64   nv_per_unit,
              gint32  *nv)
{
  const char *s = line.text, *end = line.text + line.length;
  gboolean negative = FALSE, any = FALSE;
  gint64 value = 0, place = nv_per_unit;

  if (end - s >= 2 && s[0] == '"' && end[-1] == '"')
    {
      s++;
      end--;
    }
  if (end - s >= 3 && memcmp (s, "\xe2\x88\x92", 3) == 0) /* U+2212, minus sign */
    {
      negative = TRUE;
      s += 3;
    }
  else if (s < end && (*s == '-' || *s == '+'))
    negative = *s++ == '-';

  for (; s < end && g_ascii_isdigit (*s); s++)
    {
      any = TRUE;
      value = value * 10 + (*s - '0');
      if (value > G_MAXINT32)
        return OUT_OF_RANGE;
    }
  value *= nv_per_unit;
  if (s < end && (*s == '.' || *s == ','))
    for (s++; s < end && g_ascii_isdigit (*s); s++)
      {
        int digit = *s - '0';

        any = TRUE;
        if (place > 1)
          value += digit * (place /= 10);
        else if (place == 1)
          {
            value += digit >= 5;
            place = 0;
          }
      }
  if (!any)
    return NO_NUMBER;

  if (s < end)
    {
      /* An exponent is not Apple's way; it is read all the same. */
      char copy[64];
      char *stop;
      double number;

      if ((*s != 'e' && *s != 'E') || line.length >= sizeof copy || line.text[0] == '"')
        return NO_NUMBER;
      memcpy (copy, line.text, line.length);
      copy[line.length] = 0;
      g_strdelimit (copy, ",", '.');
      number = g_ascii_strtod (copy, &stop) * (double) nv_per_unit;
      if (*stop != 0 || !isfinite (number))
        return NO_NUMBER;
      if (fabs (number) > G_MAXINT32)
        return OUT_OF_RANGE;
      *nv = (gint32) round (number);
      return SAMPLE;
    }

  if (value > G_MAXINT32)
    return OUT_OF_RANGE;
  *nv = (gint32) (negative ? -value : value);
  return SAMPLE;
}

static const char *
skip_mark (const char *s,
           const char *end)
{
  return end - s >= 3 && memcmp (s, "\xef\xbb\xbf", 3) == 0 ? s + 3 : s;
}

/* Collects the lines before the first sample. Returns: where the samples begin */
static const char *
split_header (const char *text,
              const char *end,
              GPtrArray  *lines,
              gint64     *line_number)
{
  const char *s = skip_mark (text, end);

  while (s < end)
    {
      const char *begin = s;
      BwSlice line = take_line (&s, end);
      gint32 nv;

      if (line.length > 0 && parse_sample (line, 1000, &nv) != NO_NUMBER)
        return begin;
      if (line.length > 0)
        {
          if (lines->len == MAX_HEADER_LINES)
            return NULL;
          g_ptr_array_add (lines, g_utf8_make_valid (line.text, (gssize) MIN (line.length, 4096)));
        }
      (*line_number)++;
    }
  return end;
}

gboolean
bw_ecg_csv_sniff (const char *text,
                  gsize       length)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (BwEcgHeader) header = { 0 };
  const char *end = text + length;
  gint64 line_number = 1;
  const char *s = split_header (text, end, lines, &line_number);
  gboolean negative = FALSE;
  guint n = 0;

  if (s == NULL || memchr (text, 0, length) != NULL)
    return FALSE;
  if (lines->len > 0)
    {
      bw_ecg_header_read (&header, (const char *const *) lines->pdata, lines->len);
      return header.rate_hz > 0;
    }

  /* Bare numbers may be RR intervals as well; those are never negative, and an ECG soon is. The
   * last line may be cut. */
  while (s < end && (n < MIN_SNIFF_LINES || !negative))
    {
      BwSlice line = take_line (&s, end);
      gint32 nv = 0;

      if (line.length == 0)
        continue;
      if (parse_sample (line, 1000, &nv) != SAMPLE && (s < end || n < MIN_SNIFF_LINES))
        return FALSE;
      negative |= nv < 0;
      n++;
    }
  return n >= MIN_SNIFF_LINES && negative;
}

/* The samples of what follows the header. */
static gboolean
read_samples (BwEcgFile   *file,
              const char  *s,
              const char  *end,
              gint64       line_number,
              gint64       nv_per_unit,
              const char  *shown,
              GError     **error)
{
  /* No sample is shorter than a digit and its line's end. */
  gsize room = (gsize) (end - s) / 2 + 1;
  guint n = 0;
  gint32 last = 0;

  file->samples_nv = g_new (gint32, room);
  for (; s < end; line_number++)
    {
      BwSlice line = take_line (&s, end);

      if (line.length == 0)
        continue;
      switch (parse_sample (line, nv_per_unit, &last))
        {
        case SAMPLE:
          break;
        case OUT_OF_RANGE:
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("“%s”, line %lld: no heart gives so many volts"), shown,
                       (long long) line_number);
          return FALSE;
        case NO_NUMBER:
        default:
          if (file->n_unreadable++ == 0)
            file->unreadable_line = line_number;
          break;
        }
      file->samples_nv[n++] = last;
    }

  if (n == 0)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” holds no ECG samples"), shown);
      return FALSE;
    }
  if (file->n_unreadable * 100 > n * MAX_UNREADABLE_PERCENT)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s”: %u of %u lines are not numbers, the first is line %lld"), shown,
                   file->n_unreadable, n, (long long) file->unreadable_line);
      return FALSE;
    }
  file->samples_nv = g_renew (gint32, file->samples_nv, n);
  file->header.n_samples = n;
  return TRUE;
}

BwLabel
bw_ecg_label_from_path (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, G_DIR_SEPARATOR_S, -1);

  for (guint n = g_strv_length (parts), i = n; i-- > 1 && n - i <= MAX_LABEL_FOLDERS;)
    {
      const char *folder = parts[i - 1];

      if (g_ascii_strncasecmp (folder, "fast", 4) == 0)
        return BW_LABEL_FASTING;
      if (g_ascii_strncasecmp (folder, "glucose", 7) == 0)
        return BW_LABEL_GLUCOSE;
    }
  return BW_LABEL_NONE;
}

gboolean
bw_ecg_day_from_name (const char *name,
                      gint64     *day,
                      guint      *order)
{
  for (const char *s = name; strlen (s) >= 10; s++)
    {
      char date[11];

      if (s > name && g_ascii_isdigit (s[-1]))
        continue;
      g_strlcpy (date, s, sizeof date);
      if (g_ascii_isdigit (s[10]) || !bw_time_parse_day (date, day))
        continue;

      *order = 0;
      if ((s[10] == '_' || s[10] == '-' || s[10] == ' ') && g_ascii_isdigit (s[11]))
        *order = (guint) MIN (g_ascii_strtoull (s + 11, NULL, 10), 9999);
      return TRUE;
    }
  return FALSE;
}

static char *
take_text (char **text)
{
  return *text != NULL ? g_steal_pointer (text) : g_strdup ("");
}

static char *
take_person (char **text)
{
  if (*text != NULL && **text == 0)
    g_clear_pointer (text, g_free);
  return g_steal_pointer (text);
}

gboolean
bw_ecg_csv_parse (BwEcgFile           *file,
                  const char          *text,
                  gsize                length,
                  const char          *path,
                  const BwEcgOptions  *options,
                  GError             **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_auto (BwEcgHeader) header = { 0 };
  g_autofree char *name = g_path_get_basename (path);
  const char *end = text + length, *samples;
  BwRecording *r = &file->header;
  gint64 line_number = 1, day;
  guint order;

  *file = (BwEcgFile) { 0 };
  r->name = g_utf8_make_valid (name, -1);

  samples = split_header (text, end, lines, &line_number);
  if (samples == NULL || memchr (text, 0, length) != NULL)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT, _("“%s” is not an ECG recording"), r->name);
      goto fail;
    }
  file->has_header = lines->len > 0;
  bw_ecg_header_read (&header, (const char *const *) lines->pdata, lines->len);

  if (header.has_time)
    {
      r->time_known = TRUE;
      r->start_ms = header.time_ms;
      r->offset_min = header.offset_min;
    }
  else if (options != NULL && options->has_time)
    {
      r->time_known = TRUE;
      r->start_ms = options->time_ms;
      r->offset_min = options->offset_min;
    }
  else if (bw_ecg_day_from_name (r->name, &day, &order))
    r->start_ms = day * BW_TIME_DAY + 12 * BW_TIME_HOUR + order * BW_TIME_SECOND;
  else
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” has no date, neither inside nor in its name; name it like "
                     "ecg_2023-09-21.csv"),
                   r->name);
      goto fail;
    }

  r->rate_hz = header.rate_hz;
  if (r->rate_hz <= 0 && options != NULL)
    r->rate_hz = options->rate_hz;
  if (r->rate_hz <= 0)
    {
      r->rate_hz = DEFAULT_RATE_HZ;
      file->rate_assumed = TRUE;
    }

  if (!read_samples (file, samples, end, line_number, (gint64) header.nv_per_unit, r->name, error))
    goto fail;

  r->lead = take_text (&header.lead);
  r->classification = take_text (&header.classification);
  r->symptoms = take_text (&header.symptoms);
  r->device = take_text (&header.device);
  r->software = take_text (&header.software);
  file->person_name = take_person (&header.name);
  file->date_of_birth = take_person (&header.date_of_birth);
  r->label = options != NULL && options->has_label ? options->label
                                                   : bw_ecg_label_from_path (path);
  return TRUE;

fail:
  bw_ecg_file_clear (file);
  return FALSE;
}

void
bw_ecg_file_clear (BwEcgFile *file)
{
  bw_recording_clear (&file->header);
  g_clear_pointer (&file->samples_nv, g_free);
  g_clear_pointer (&file->person_name, g_free);
  g_clear_pointer (&file->date_of_birth, g_free);
}

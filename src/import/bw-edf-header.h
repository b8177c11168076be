/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The header of an EDF or EDF+ file, and in it the one channel that is read: an ECG.
 *
 * Kemp et al. 1992, Electroenceph Clin Neurophysiol 82:391–393; Kemp & Olivan 2003, Clin
 * Neurophysiol 114:1755–1761. All of it is text in fields of fixed width; samples are 16-bit,
 * little-endian, in records of equal length. */

#define BW_EDF_FIRST_BYTES 256 /* the part that tells how long the header is */

typedef struct
{
  gboolean discontinuous;    /* EDF+D: between its records time may pass */
  gint64 n_records;          /* −1: not told */
  double record_s;           /* duration of a record */
  gint64 record_bytes;

  /* The ECG within a record. */
  gint64 ecg_from;           /* bytes from the record's start */
  guint n_samples;           /* a record */
  double rate_hz;
  double nv_offset, nv_scale;  /* nanovolts = offset + scale · stored number */
  gboolean unit_assumed;     /* its unit is none of voltage: taken as µV */
  char *lead;                /* "Lead I", "MLII", "" */
  guint n_other_leads;

  /* The channel that tells the time of each record (EDF+). */
  gboolean has_times;
  gint64 times_from, times_bytes;

  gboolean has_start;
  gint64 local_ms;           /* wall clock, as if it were UTC */
  gboolean has_offset;       /* only our own files tell their zone */
  int offset_min;
  gboolean time_unknown;     /* our own: only the day is known */
  char *person_name;         /* (nullable) */
  char *date_of_birth;       /* (nullable): `1985-03-14` */
  char *sex;                 /* (nullable): as Apple's health export words it */
  char *device;              /* "" for none */
} BwEdfHeader;

void bw_edf_header_clear (BwEdfHeader *header);

/* Whether the beginning of a file looks like EDF, or like BDF, its form of 24 bits. */
gboolean bw_edf_header_sniff (const char *beginning,
                              gsize       length);

/* The header's length. @first: (array fixed-size=256).
 * Errors: %BW_ERROR_FORMAT. Returns: 0 with @error */
gsize bw_edf_header_get_size (const char  *first,
                              const char  *shown,
                              GError     **error);

/* @bytes: (array length=size): the whole header.
 * Errors: %BW_ERROR_FORMAT, also where there is no ECG. */
gboolean bw_edf_header_read (BwEdfHeader  *header,
                             const char   *bytes,
                             gsize         size,
                             const char   *shown,
                             GError      **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwEdfHeader, bw_edf_header_clear)

G_END_DECLS

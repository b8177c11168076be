/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-apple-reader.h"
#include "import/bw-fields.h"
#include "import/bw-xml-scanner.h"

G_BEGIN_DECLS

/* The record that is open. */
typedef struct
{
  gboolean open;
  gboolean usable;  /* its times and source were readable */
  gboolean sleep;
  double sdnn_ms;   /* negative for other kinds */
  gint64 start_ms;
  gint64 end_ms;
  int offset_min;
  gint32 source;
  GArray *wall_ms;  /* (element-type gint64): of its beats */
  GArray *bpm;      /* (element-type gint32) */
  gboolean half;    /* a clock that does not tell which half of the day */
} BwAppleRecord;

struct _BwAppleReader
{
  BwCollector *collector; /* (unowned) */
  char *file;
  BwXmlScanner *scanner;

  guint depth;
  guint containers;       /* open Correlation and Workout elements */
  BwAppleRecord record;
  gboolean workout_open;
  BwWorkout workout;

  BwTimeCache start_cache;
  BwTimeCache end_cache;
  BwTimeCache created_cache;
};

/* The value of an attribute; its text is NULL where there is none. */
BwSlice bw_apple_attribute (const BwXmlAttribute *attributes,
                            guint                 n,
                            const char           *name);

/* Decoded. Returns: (transfer full) */
char *bw_apple_decode (BwSlice value);

void bw_apple_problem (BwAppleReader *self,
                       const char    *what);

/* bw-apple-record.c */
gboolean bw_apple_record_start (BwAppleReader         *self,
                                const BwXmlAttribute  *attributes,
                                guint                  n,
                                GError               **error);
gboolean bw_apple_record_end (BwAppleReader  *self,
                              GError        **error);
void bw_apple_record_beat (BwAppleReader        *self,
                           const BwXmlAttribute *attributes,
                           guint                 n);
void bw_apple_record_metadata (BwAppleReader        *self,
                               const BwXmlAttribute *attributes,
                               guint                 n);

/* bw-apple-person.c */
gboolean bw_apple_workout_start (BwAppleReader         *self,
                                 const BwXmlAttribute  *attributes,
                                 guint                  n,
                                 GError               **error);
void bw_apple_workout_statistics (BwAppleReader        *self,
                                  const BwXmlAttribute *attributes,
                                  guint                 n);
gboolean bw_apple_workout_end (BwAppleReader  *self,
                               GError        **error);
gboolean bw_apple_activity_summary (BwAppleReader         *self,
                                    const BwXmlAttribute  *attributes,
                                    guint                  n,
                                    GError               **error);
gboolean bw_apple_me (BwAppleReader         *self,
                      const BwXmlAttribute  *attributes,
                      guint                  n,
                      GError               **error);

G_END_DECLS

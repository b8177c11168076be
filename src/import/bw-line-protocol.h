/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import/bw-series-sink.h"

G_BEGIN_DECLS

/* InfluxDB's line protocol: `hrv,source=watch rmssd=42.1,sdnn=50i 1695280000000000000`. */

#define BW_LINE_MAX_PAIRS 64

typedef struct
{
  BwSlice key;
  BwSlice value;  /* of a field: as it stands, with the quotes of a text */
} BwLinePair;

/* Slices are of the line, with its escapes. */
typedef struct
{
  BwSlice measurement;
  BwSlice tag_set;                    /* all tags */
  BwLinePair tags[BW_LINE_MAX_PAIRS];
  guint n_tags;
  BwLinePair fields[BW_LINE_MAX_PAIRS];
  guint n_fields;                     /* at least one */
  BwSlice time;                       /* empty for none */
} BwLinePoint;

/* Whether @line is a point; a comment and a blank line are none. Further pairs than
 * %BW_LINE_MAX_PAIRS make it none. */
gboolean bw_line_point_parse (BwLinePoint *point,
                              BwSlice      line);

/* Whether @line is one to pass over like a comment, and no point: `CREATE DATABASE …`, which stands above
 * the points in what InfluxDB's own tools export. */
gboolean bw_line_is_statement (BwSlice line);

/* A field's value where it is a number: `42.1`, `42i`, `42u`. */
gboolean bw_line_number (BwSlice  value,
                         double  *number);

/* Without the escapes. Returns: (transfer full): may be no UTF-8 */
char *bw_line_unescape (BwSlice text);

/* Whether the first lines of a file are points. */
gboolean bw_line_protocol_sniff (const char *text,
                                 gsize       length);

/**
 * BwLineProtocol:
 *
 * Reads the measurements
 *
 *   hrv                  fields rmssd and sdnn, in ms
 *   heart_rate           field bpm or value
 *   resting_heart_rate   field bpm or value
 *   sleep                tag or field stage, field duration_ms or minutes
 *   activity             fields steps and active_kcal
 *
 * as other programs write them and as export/bw-export-line-protocol.h does, with the fields
 * duration_ms, created_s and offset_min of that. The source is the `source` or else the `device` tag,
 * or else all tags in their order; beside a source, device and version are told of it too.
 *
 * What is imported is somebody's number: RMSSD that the app made from beats is imported RMSSD when it
 * comes back. It is not mixed with RMSSD that was imported before it was written: of the two, by the tag
 * `measure` of the writer, a file's first is taken and the other left. Readings that did not count are
 * left, and so are forecasts (`fatigue`) and other measurements; all are told.
 */
typedef struct _BwLineProtocol BwLineProtocol;

/* @sink: (unowned) */
BwLineProtocol *bw_line_protocol_new (BwSeriesSink *sink);
void bw_line_protocol_free (BwLineProtocol *self);

gboolean bw_line_protocol_take (BwLineProtocol  *self,
                                BwSlice          line,
                                gint64           number,
                                GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLineProtocol, bw_line_protocol_free)

G_END_DECLS

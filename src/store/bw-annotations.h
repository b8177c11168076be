/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-library.h"

G_BEGIN_DECLS

/* A person's own note on a moment or a stretch of time. */
typedef struct
{
  gint64 id;        /* 0 before it is stored */
  gint64 start_ms;
  gint64 end_ms;    /* start_ms for a moment; else the end of the stretch */
  int offset_min;   /* of the zone it was written in, from UTC */
  char *text;       /* "" for none */
  char **tags;      /* lower-case words, none twice: "ill", "race" …; %NULL is none */
} BwAnnotation;

BwAnnotation *bw_annotation_new (void);
BwAnnotation *bw_annotation_copy (const BwAnnotation *self);
void bw_annotation_free (BwAnnotation *self);

/* The tags that a person wrote: words apart by spaces, commas or semicolons, with or without "#"; in
 * lower case, each once, in the order they were written in.
 * @text: (nullable): UTF-8
 * Returns: (transfer full): %NULL-terminated, empty for none */
char **bw_annotation_parse_tags (const char *text);

/**
 * bw_library_list_annotations:
 *
 * Those that touch the time from @from_ms to just before @to_ms.
 *
 * Returns: (transfer full) (element-type BwAnnotation): by start; %NULL with @error
 */
GPtrArray *bw_library_list_annotations (BwLibrary  *self,
                                        gint64      from_ms,
                                        gint64      to_ms,
                                        GError    **error);

/* Returns: (transfer full): %NULL with @error. Errors: %BW_ERROR_NOT_FOUND */
BwAnnotation *bw_library_get_annotation (BwLibrary  *self,
                                         gint64      id,
                                         GError    **error);

/* Sets annotation->id. One that has an id, as it was read before it was deleted, gets that again
 * where it is free.
 * Errors: %BW_ERROR_INVALID for one that says nothing or ends before it starts; nothing is stored. */
gboolean bw_library_add_annotation (BwLibrary     *self,
                                    BwAnnotation  *annotation,
                                    GError       **error);

/* Puts it in the place of the one with its id. Errors: %BW_ERROR_NOT_FOUND; as for add */
gboolean bw_library_set_annotation (BwLibrary           *self,
                                    const BwAnnotation  *annotation,
                                    GError             **error);

/* Errors: %BW_ERROR_NOT_FOUND */
gboolean bw_library_delete_annotation (BwLibrary  *self,
                                       gint64      id,
                                       GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAnnotation, bw_annotation_free)

G_END_DECLS
